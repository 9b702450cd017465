// @ts-check

/** The time of one sandbox: calls may go faster than real time, and tests move it forward. */
class Clock {
	#started = performance.now();
	#advanced = 0;
	#speed;
	#stopped = false;
	/** @type {Set<NodeJS.Timeout>} */
	#timers = new Set();

	/** @param {number} speed how much faster than real time it goes */
	constructor(speed) {
		this.#speed = speed;
	}

	/** @returns {number} seconds on the sandbox's clock */
	now() {
		return ((performance.now() - this.#started) / 1000) * this.#speed + this.#advanced;
	}

	/** @param {number} seconds on the sandbox's clock */
	advance(seconds) {
		this.#advanced += seconds;
	}

	/**
	 * @param {number} ms real milliseconds
	 * @returns {Promise<void>} never settles if the clock is stopped before
	 */
	wait(ms) {
		return new Promise((resolve) => {
			// A request may still be on its way through when the sandbox closes: it must not keep the process alive.
			if (this.#stopped) return;
			const timer = setTimeout(() => {
				this.#timers.delete(timer);
				resolve();
			}, ms);
			this.#timers.add(timer);
		});
	}

	/** Ends all waiting. */
	stop() {
		this.#stopped = true;
		for (const timer of this.#timers) clearTimeout(timer);
	}
}

module.exports = { Clock };
