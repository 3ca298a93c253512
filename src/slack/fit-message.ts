import type { Block, Message } from './message.ts'
import { limits } from './slack-limits.ts'

/** The message with as many items as Slack takes; `build` is told how many it may show and words what is left out. */
export function fitMessage(most: number, build: (shown: number) => Message): Message {
  for (let shown = most; ; shown--) {
    const message = build(shown)
    if (shown <= 0 || fits(message.blocks)) return message
  }
}

export const fits = (blocks: Block[]): boolean =>
  blocks.length <= limits.blocksPerMessage && JSON.stringify(blocks).length <= limits.allBlocks
