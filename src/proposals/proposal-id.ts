import { notFound } from '../errors.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** The id of a proposal; anything that could not be one is not found, like another tenant's. @throws AppError not_found */
export function parseProposalId(id: string): string {
  if (!UUID.test(id)) throw notFound('No such proposal.')
  return id.toLowerCase()
}
