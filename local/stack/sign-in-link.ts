import pg from 'pg'

interface SignedInStack {
  url: string
  databaseUrl: string
  sessionSecret: string
  tenantId: number | undefined
}

/** The address that signs the first tenant's admin in when it is opened; undefined where there is nobody to sign in. */
export async function signInLink({ url, databaseUrl, sessionSecret, tenantId }: SignedInStack) {
  const email = tenantId === undefined ? undefined : await adminOf(databaseUrl, tenantId)
  if (!email) return undefined
  const response = await fetch(`${url}/operator/sign-in-links`, {
    method: 'POST',
    headers: { authorization: `Bearer ${sessionSecret}`, 'content-type': 'application/json' },
    body: JSON.stringify({ email }),
  })
  if (!response.ok) throw new Error(`POST /operator/sign-in-links answered ${response.status}`)
  return ((await response.json()) as { url: string }).url
}

async function adminOf(databaseUrl: string, tenantId: number): Promise<string | undefined> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ email: string }>(
      `select email from app_user where tenant_id = $1 and role = 'admin' and is_active order by id limit 1`,
      [tenantId],
    )
    return rows[0]?.email
  } finally {
    await client.end()
  }
}
