// @ts-check
// Preloaded into a process (a sandbox, n8n): its clock is so many hours ahead of, or behind, everybody else's.
const realNow = Date.now;
const shiftMs = Number(process.env.CLOCK_SHIFT_HOURS ?? 0) * 3_600_000;
const RealDate = Date;

Date.now = () => realNow() + shiftMs;
global.Date = /** @type {DateConstructor} */ (
	/** @type {unknown} */ (
		class extends RealDate {
			/** @param {...any} parts */
			constructor(...parts) {
				if (parts.length === 0) super(realNow() + shiftMs);
				else super(.../** @type {[any]} */ (parts));
			}
		}
	)
);
