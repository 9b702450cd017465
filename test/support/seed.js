// @ts-check
// One seed for all generated inputs of a test file. Tests name it in their title, so that a failure can be repeated:
// FC_SEED=… npx jest test/engine/createGenerated
const fc = require('fast-check');

const seed = Number(process.env.FC_SEED) || Date.now() % 2 ** 31;
fc.configureGlobal({ seed });

module.exports = { seed };
