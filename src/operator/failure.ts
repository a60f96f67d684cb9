/** What a person can do something about: one sentence on the cause and one on the way out. No stack is shown. */
export class Failure extends Error {
  override readonly name = 'Failure';
}
