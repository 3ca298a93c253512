import type pg from 'pg'
import { registryRows } from './registry-rows.ts'

const text = `
insert into reasoning (type, table_name, description, schema_hint)
select type, table_name, description, schema_hint
from rows from (jsonb_to_recordset($1::jsonb) as (type text, table_name text, description text, schema_hint jsonb)) with ordinality
  as row (type, table_name, description, schema_hint, place)
order by place
on conflict (type, table_name) do update set description = excluded.description, schema_hint = excluded.schema_hint
where (reasoning.description, reasoning.schema_hint) is distinct from (excluded.description, excluded.schema_hint)`

/** Writes the registry's rows, once or again; what others have added beside them stays. */
export async function seedRegistry(client: Pick<pg.Client, 'query'>): Promise<void> {
  await client.query(text, [JSON.stringify(registryRows())])
}
