import type { IExecuteFunctions } from 'n8n-workflow';

import type { Ledger } from './ledger';

type Tagged = Pick<IExecuteFunctions, 'customData' | 'getExecutionCancelSignal'>;

/** Tags that n8n keeps with an execution, also one that was stopped, and that its list of executions can be searched by. */
const PLACED = 'elementePlaced';
const UNKNOWN = 'elementeUnknown';

/** Writes on the execution how many calls are known to be placed, and of how many rows it is not known. */
export function tagExecution({ customData }: Tagged, { outcomes }: Pick<Ledger, 'outcomes'>): void {
	const count = (wanted: string) => outcomes.filter(({ outcome }) => outcome === wanted).length;
	// Not there in n8n before 1.85.
	if (typeof customData?.set !== 'function') return;
	customData.set(PLACED, String(count('placed')));
	if (count('unknown') > 0) customData.set(UNKNOWN, String(count('unknown')));
}

/** The same at the moment at which the user stops the execution: what is written later, n8n does not keep. */
export function tagWhenStopped(context: Tagged, ledger: Ledger): void {
	const onAbort = () => tagExecution(context, ledger);
	context.getExecutionCancelSignal()?.addEventListener('abort', onAbort);
}
