/** What Slack takes. Its limits count characters; ours stay a little below where a limit is known only from experience. */
export const limits = {
  blocksPerMessage: 50,
  sectionText: 3000,
  contextElements: 10,
  headerText: 150,
  buttonText: 75,
  buttonValue: 2000,
  url: 3000,
  blockId: 255,
  actionId: 255,
  actionsElements: 25,
  confirmTitle: 100,
  confirmText: 300,
  /** Undocumented: past about 13,200 characters of blocks Slack answers msg_blocks_too_long. */
  allBlocks: 12_000,
  /** The plain text beside the blocks; longer than 4,000 is cut by Slack at the wrong place. */
  fallbackText: 1000,
} as const

/** The most proposals one message shows; the rest is a link to the inbox. */
export const MOST_PROPOSALS = 8
