import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const engine = readFileSync(join(ROOT, 'drizzle/0003_changes.sql'), 'utf8')
// what people keep as settings has a writer of its own
const SETTINGS = ['lead_status', 'holiday']

/** The tables of records as the engine itself lists them, with their history. */
const tables = [
  ...[
    ...engine
      .slice(engine.indexOf('INSERT INTO record_type'))
      .split(';')[0]!
      .matchAll(/\('(\w+)', \d/g),
  ].map(([, name]) => name!.toLowerCase()),
  'change',
  'change_set',
].filter((table) => !SETTINGS.includes(table))

const camel = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
const name = `(?:public\\.)?"?(?:${tables.join('|')})"?`
const WRITES = [
  new RegExp(
    `\\b(?:insert\\s+into|delete\\s+from|merge\\s+into|truncate(?:\\s+table)?|copy)\\s+(?:only\\s+)?${name}(?![\\w.])`,
    'i',
  ),
  new RegExp(`\\bupdate\\s+(?:only\\s+)?${name}(?:\\s+(?:as\\s+)?\\w+)?\\s+set\\b`, 'i'),
  new RegExp(`\\.(?:insert|update|delete)\\(\\s*(?:\\w+\\.)?(?:${tables.map(camel).join('|')})s?\\s*\\)`),
  // a table that is only known when it runs
  /\b(?:insert\s+into|delete\s+from|update)\s+\$\{/i,
]

/** The lines of a text that write a record past the engine. */
function writesOf(text: string): string[] {
  return WRITES.flatMap((pattern) =>
    [...text.matchAll(new RegExp(pattern, `${pattern.flags}g`))].map(([found]) => found),
  )
}

const filesBelow = (folder: string) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => join(folder, file))

describe('one engine writes records', () => {
  it('knows every table of records', () => {
    expect(tables).toEqual(
      expect.arrayContaining(['organization', 'individual', 'lead', 'job', 'task', 'note', 'employment', 'change_set']),
    )
    expect(tables).toHaveLength(20)
  })

  it('sees a write in every way in which one is written', () => {
    for (const text of [
      "sql`insert into organization (name) values ('x')`",
      'INSERT INTO "individual" VALUES (1)',
      "update lead l set status = 'Won'",
      'update only task\n   set title = $1',
      'delete from data_provenance where id = 1',
      'tx.insert(organization).values({})',
      'db.update(schema.dataProvenance).set({})',
      'sql`update $' + '{table} set x = 1`',
    ])
      expect([text, writesOf(text).length]).toEqual([text, 1])
    for (const text of [
      'select * from lead for update',
      'update proposal p set status = 1',
      "insert into lead_status (name) values ('x')",
    ])
      expect([text, writesOf(text)]).toEqual([text, []])
  })

  it('and nothing else: no verb and no way in inserts, updates or deletes one', () => {
    const files = [...filesBelow('src'), ...filesBelow('functions')]
    expect(files.length).toBeGreaterThan(200)
    const found = files.flatMap((file) =>
      writesOf(readFileSync(join(ROOT, file), 'utf8')).map((write) => `${file}: ${write}`),
    )
    // the tables of checkpoints, one after the other
    expect(found).toEqual(['src/agent/checkpointer/neon-checkpoint-saver.ts: delete from ${'])
  })
})
