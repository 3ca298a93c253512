/** What /crm understands. */
export const helpText = [
  '*Greenlight* researches and proposes; nothing changes until somebody approves.',
  '• `/crm find leads like ones that reached interview`',
  '• `/crm enrich contacts at Nordhavn Logistik`',
  '• `/crm follow up 14 days`',
  '• `/crm duplicates` or `/crm duplicates people`',
  '• `/crm which organizations have no contact?` or any other question',
  '• `/crm inbox`: what waits for a decision · `/crm status`: what is at work',
  '• `/crm digest on at 8`, `/crm digest off`: a daily summary, only for you',
  '• `/crm unlink`: forget that this Slack account is you',
  'The answer comes where you ask; begin with `me` (`/crm me inbox`) to have it in private.',
].join('\n')
