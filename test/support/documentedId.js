// @ts-check
/** The ID in the API reference's examples: an agent and a skill of the sandbox have it. */
const DOCUMENTED_ID = '123e4567-e89b-12d3-a456-426614174000';

module.exports = { DOCUMENTED_ID };
