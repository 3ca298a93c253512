import { notFound } from '../errors.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export const isProposalId = (id: string): boolean => UUID.test(id)

/** The id of a proposal; anything that could not be one is not found, like another tenant's. @throws AppError not_found */
export function parseProposalId(id: string): string {
  if (!isProposalId(id)) throw notFound('No such proposal.')
  return id.toLowerCase()
}
