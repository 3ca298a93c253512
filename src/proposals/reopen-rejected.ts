import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { rejectedTarget } from './rejected-target.ts'

/** Takes a rejection back, or those of a batch: the proposals wait again, and their refusals are lifted. Answers how many did. */
export async function reopenRejected(ctx: Context, id: string): Promise<number> {
  const { rows } = await ctx.db.run('decide', sql`select reopen_rejected(${rejectedTarget(id)}) as n`)
  return Number(rows[0]![0]!.n)
}
