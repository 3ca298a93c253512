import { actions, linkButton, section } from './blocks.ts'
import { fits } from './fit-message.ts'
import type { Message } from './message.ts'
import { readDigest } from './read-digest.ts'
import type { ClaimedMessage, Picture } from './read-picture.ts'
import { renderDigest } from './render-digest.ts'
import { renderInbox } from './render-inbox.ts'
import { renderRun } from './render-run.ts'
import type { SlackWork } from './slack-work.ts'

/** What a message says now; undefined where there is nothing to say. */
export async function drawMessage(
  work: SlackWork,
  claim: ClaimedMessage,
  { run, proposals, waiting }: Picture,
): Promise<Message | undefined> {
  const { publicUrl } = work
  const drawn = await draw()
  return drawn && !fits(drawn.blocks) ? tooLong(drawn.text, publicUrl) : drawn

  async function draw() {
    switch (claim.kind) {
      case 'run':
        return run && renderRun({ run, proposals, askedBy: claim.slack_user_id, publicUrl })
      case 'inbox':
        return renderInbox({ proposals, total: waiting, publicUrl })
      case 'digest': {
        const { figures, timeZone } = await readDigest(work, claim)
        return renderDigest(figures, timeZone, publicUrl)
      }
    }
  }
}

const tooLong = (text: string, publicUrl: string): Message => ({
  text,
  blocks: [section(text), actions('all', [linkButton('Open in the web', `${publicUrl}/`)])],
})
