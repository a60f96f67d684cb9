/**
 * The states of an instance and what a request does in each of them (Amazon EC2 instance state changes, User Guide).
 */
export const stateCodes = {
  pending: 0,
  running: 16,
  'shutting-down': 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
} as const;

export type State = keyof typeof stateCodes;

export type Request = 'start' | 'stop' | 'reboot' | 'terminate';

/** The state a request leads to; `same` is a success that changes nothing; `refused` is IncorrectInstanceState. */
export type Answer = State | 'same' | 'refused';

/**
 * Columns are the state an instance is found in. A reboot does not leave `running`: it is work, not a change of state;
 * on AWS "requests to reboot terminated instances are ignored" (API page of RebootInstances).
 */
// biome-ignore format: a table
export const answers: Readonly<Record<Request, Readonly<Record<State, Answer>>>> = {
  start:     { pending: 'same',          running: 'same',          stopping: 'refused',       stopped: 'pending',    'shutting-down': 'refused', terminated: 'refused' },
  stop:      { pending: 'stopping',      running: 'stopping',      stopping: 'same',          stopped: 'same',       'shutting-down': 'refused', terminated: 'refused' },
  reboot:    { pending: 'pending',       running: 'running',       stopping: 'refused',       stopped: 'refused',    'shutting-down': 'same',    terminated: 'same' },
  terminate: { pending: 'shutting-down', running: 'shutting-down', stopping: 'shutting-down', stopped: 'shutting-down', 'shutting-down': 'same', terminated: 'same' },
};

/** As InstanceState stands in every answer. */
export function instanceState(name: State): { Code: number; Name: State } {
  return { Code: stateCodes[name], Name: name };
}
