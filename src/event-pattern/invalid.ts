/** A pattern that means nothing. The message is the reason as EventBridge words it; the services put their own error around it. */
export class InvalidPattern extends Error {
  override readonly name = 'InvalidPattern';
}
