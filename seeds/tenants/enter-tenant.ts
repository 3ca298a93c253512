import type pg from 'pg'

/** From here to the end of the transaction row level security lets this tenant's rows through, also for a role that does not bypass it. */
export async function enterTenant(client: pg.Client, tenantId: number): Promise<void> {
  await client.query(`select set_config('app.tenant_id', $1, true)`, [String(tenantId)])
}
