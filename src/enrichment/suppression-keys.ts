import { foldWords } from '../duplicates/fold-text.ts'
import { parseMailbox } from '../duplicates/parse-mailbox.ts'
import { parseOrganizationName } from '../duplicates/parse-organization-name.ts'
import { hashText } from '../hash-text.ts'

export interface SuppressionKey {
  kind: 'email' | 'name_at_organization'
  /** SHA-256 in hex of tenant, kind and value: a person who asked to be forgotten is known by nothing else. */
  keyHash: string
}

export interface Suppressible {
  first_name?: string | null | undefined
  last_name?: string | null | undefined
  email?: string | null | undefined
  organizationName?: string | null | undefined
}

/** The keys under which a person is suppressed or recognised: the mailbox, and the name together with the organization. */
export async function suppressionKeys(tenantId: number, person: Suppressible): Promise<SuppressionKey[]> {
  const name = foldWords(`${person.first_name ?? ''} ${person.last_name ?? ''}`).join(' ')
  const organization = person.organizationName ? parseOrganizationName(person.organizationName).compact : ''
  const mailbox = person.email ? parseMailbox(person.email).address : ''
  const keys: [SuppressionKey['kind'], string][] = []
  if (mailbox) keys.push(['email', mailbox])
  if (name && organization) keys.push(['name_at_organization', `${name}@${organization}`])
  return Promise.all(
    keys.map(async ([kind, value]) => ({ kind, keyHash: await hashText(`${tenantId}:${kind}:${value}`) })),
  )
}
