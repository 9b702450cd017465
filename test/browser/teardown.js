// @ts-check
const { closeSharedStage } = require('./support/sharedStage');

module.exports = closeSharedStage;
