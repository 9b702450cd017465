// @ts-check
module.exports = async () => {
	await /** @type {{ stopN8n?: () => Promise<void> }} */ (globalThis).stopN8n?.();
};
