import type { Delivery } from '../../ledger/model/delivery.js';
import { hasUnknownResult, REPLACED } from '../../ledger/model/states.js';
import type { Does } from './attention.js';

/** A button that does something. */
export interface Action {
  readonly name: string;
  readonly path: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly main?: boolean;
  /** What tells it from other buttons of the same name, for who does not see where it stands. */
  readonly about?: string;
}

/** The buttons of the console, each with the form that it sends. `../routes/actions.ts` does what they say. */
export const buttons = {
  preview: (digest: string, title: string): Action => ({
    name: 'Preview',
    path: `/digests/${digest}/preview`,
    about: title,
  }),
  runNow: (digest: string, title: string): Action => ({
    name: 'Run now',
    path: `/digests/${digest}/run`,
    about: title,
  }),
  /** Through the day in the field `until`, or without one until it is resumed. */
  pause: (digest: string, title: string): Action => ({
    name: 'Pause',
    path: `/digests/${digest}/pause`,
    about: title,
  }),
  resume: (digest: string, title: string): Action => ({
    name: 'Resume',
    path: `/digests/${digest}/resume`,
    about: title,
  }),
  skip: (digest: string, title: string): Action => ({
    name: 'Skip next',
    path: `/digests/${digest}/skip`,
    about: title,
  }),
  unskip: (digest: string, slot: string, due: string): Action => ({
    name: 'Take back',
    path: `/digests/${digest}/unskip`,
    fields: { slot },
    about: `the skip of ${due}`,
  }),
  resendRun: (run: string, main = true): Action => ({
    name: 'Send again',
    path: `/runs/${run}/resend`,
    main,
  }),
  resendTo: ({ run, target }: Pick<Delivery, 'run' | 'target'>, shown: string): Action => ({
    name: 'Send again',
    path: `/runs/${run}/resend`,
    fields: { target },
    about: `to ${shown}`,
  }),
  resendMissing: ({ run, target }: Pick<Delivery, 'run' | 'target'>, shown: string): Action => ({
    name: 'Send again',
    path: `/runs/${run}/resend`,
    fields: { target, missing: 'yes' },
    about: `to ${shown}`,
  }),
  arrived: (delivery: string, to: string): Action => ({
    name: 'It arrived',
    path: `/deliveries/${delivery}/arrived`,
    main: true,
    about: `at ${to}`,
  }),
  sendAnyway: (delivery: string, to: string): Action => ({
    name: 'Send again',
    path: `/deliveries/${delivery}/resend`,
    about: `to ${to}`,
  }),
  giveUp: (delivery: string, to: string): Action => ({
    name: 'Give up',
    path: `/deliveries/${delivery}/give-up`,
    about: `on ${to}`,
  }),
  snooze: (alert: string, title: string): Action => ({
    name: 'Snooze',
    path: `/alerts/${alert}/snooze`,
    about: title,
  }),
  unsnooze: (alert: string, title: string): Action => ({
    name: 'Unsnooze',
    path: `/alerts/${alert}/unsnooze`,
    about: title,
  }),
};

/** What a person can do about a delivery. */
export function deliveryActions(delivery: Delivery, shown: string): readonly Action[] {
  const { id, state, reason } = delivery;
  if (hasUnknownResult(delivery))
    return [buttons.arrived(id, shown), buttons.sendAnyway(id, shown), buttons.giveUp(id, shown)];
  if (state === 'delivered') return [buttons.resendTo(delivery, shown)];
  const missing = state === 'failed' || (state === 'skipped' && reason !== REPLACED);
  return missing ? [buttons.resendMissing(delivery, shown)] : [];
}

/** The buttons of a need. */
export function needActions(does: Does): readonly Action[] {
  switch (does.kind) {
    case 'delivery':
      return [
        buttons.arrived(does.delivery, does.to),
        buttons.sendAnyway(does.delivery, does.to),
        buttons.giveUp(does.delivery, does.to),
      ];
    case 'run':
      return [buttons.resendRun(does.run, does.urgent)];
    case 'alert':
      return [buttons.snooze(does.alert, '')];
  }
}
