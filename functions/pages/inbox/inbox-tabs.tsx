interface InboxTabsProps {
  show: 'waiting' | 'snoozed' | 'decided' | 'lapsed'
  waiting?: number | undefined
  snoozed?: number | undefined
}

const TABS = [
  ['waiting', '/', 'Waiting'],
  ['snoozed', '/?show=snoozed', 'Snoozed'],
  ['decided', '/?show=decided', 'Decided'],
  ['lapsed', '/?show=lapsed', 'Lapsed'],
] as const

export const InboxTabs = ({ show, ...counts }: InboxTabsProps) => (
  <nav aria-label="Proposals" class="tabs">
    {TABS.map(([name, href, label]) => {
      const count = name === 'waiting' || name === 'snoozed' ? counts[name] : undefined
      return (
        <a href={href} aria-current={name === show ? 'page' : undefined}>
          {label}
          {count === undefined ? null : <span class="count">{count.toLocaleString('en')}</span>}
        </a>
      )
    })}
  </nav>
)
