// @ts-check
// Whether something that runs in this process leaves others their turn.

/** @returns {() => boolean} asks, and ends the watch: whether the event loop has come round since */
function watchForTurn() {
	let hadTurn = false;
	// A timer, as timers of one length go off in their order: before one that is waited for, however slow the machine is.
	const turn = setTimeout(() => (hadTurn = true), 0);
	return () => {
		clearTimeout(turn);
		return hadTurn;
	};
}

module.exports = { watchForTurn };
