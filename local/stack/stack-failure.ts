/** Why the stack cannot run, in one sentence for the person at the terminal. */
export class StackFailure extends Error {
  override readonly name = 'StackFailure'
}
