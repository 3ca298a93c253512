import { z } from 'zod'

const Seen = z.strictObject({ id: z.uuid(), content_hash: z.string().min(1).max(200) })
/** The proposal a button decides on, and the content that was read above it. */
export type Seen = z.infer<typeof Seen>

const RunId = z.strictObject({ run_id: z.uuid() })

export const actionNames = ['approve', 'reject', 'approve_safe', 'stop_run', 'confirm_run'] as const
export type ActionName = (typeof actionNames)[number]

export type ClickedAction =
  | { name: 'approve' | 'reject' | 'approve_safe'; seen: Seen[] }
  | { name: 'stop_run' | 'confirm_run'; runId: string }

export const seenValue = ({ id, content_hash }: Seen): string => JSON.stringify({ id, content_hash })
export const allSeenValue = (seen: Seen[]): string =>
  JSON.stringify(seen.map(({ id, content_hash }) => ({ id, content_hash })))
export const runValue = (runId: string): string => JSON.stringify({ run_id: runId })

/** What a button means; undefined for a button that is not ours or does not parse. */
export function parseAction(name: string, value: string): ClickedAction | undefined {
  const given = parseJson(value)
  switch (name) {
    case 'approve':
    case 'reject': {
      const seen = Seen.safeParse(given).data
      return seen && { name, seen: [seen] }
    }
    case 'approve_safe': {
      const seen = z.array(Seen).min(1).max(25).safeParse(given).data
      return seen && { name, seen }
    }
    case 'stop_run':
    case 'confirm_run': {
      const run = RunId.safeParse(given).data
      return run && { name, runId: run.run_id }
    }
    default:
      return undefined
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
