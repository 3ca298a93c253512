import { checkBlocks } from './check-blocks.ts'
import type { Workspace } from './workspace.ts'

const MOST_USES = 5
const HALF_AN_HOUR_MS = 30 * 60 * 1000

/** What comes to a response_url: five messages within thirty minutes, then nothing. Answers the status. */
export function takeResponse(workspace: Workspace, id: string, given: Record<string, unknown>): number {
  const url = workspace.responseUrls.get(id)
  if (!url || url.uses >= MOST_USES || Date.now() - url.givenAt > HALF_AN_HOUR_MS) return 404
  url.uses += 1
  const blocks = (given.blocks ?? []) as Record<string, unknown>[]
  if (checkBlocks(blocks)) return 400
  const original = url.ts === undefined ? undefined : workspace.find(url.channel, url.ts)
  if (given.delete_original && original) workspace.messages.splice(workspace.messages.indexOf(original), 1)
  else if (given.replace_original && original)
    Object.assign(original, { text: given.text ?? '', blocks, edits: original.edits + 1 })
  else {
    const onlyFor = given.response_type === 'in_channel' ? {} : { onlyFor: url.user }
    workspace.post({ channel: url.channel, text: String(given.text ?? ''), blocks, ...onlyFor })
  }
  return 200
}
