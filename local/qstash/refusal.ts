/** An answer to the publisher other than success; the client throws its body as a QstashError. */
export class Refusal extends Error {
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}
