// @ts-check
// Whether something that runs in this process leaves others their turn.

/** @returns {() => boolean} asks, and ends the watch: whether the event loop has come round since */
function watchForTurn() {
	let hadTurn = false;
	const turn = setImmediate(() => (hadTurn = true));
	return () => {
		clearImmediate(turn);
		return hadTurn;
	};
}

module.exports = { watchForTurn };
