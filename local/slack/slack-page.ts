/** A small Slack to look at: one conversation, somebody to be, a line to type on, and buttons that press. */
export const slackPage = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Slack (stand-in)</title>
<style>
  body { font: 15px/1.45 system-ui, sans-serif; margin: 0 auto; max-width: 52rem; padding: 1rem; color: #1d1c1d; background: #fff }
  form { display: flex; gap: .5rem; position: sticky; top: 0; background: #fff; padding: .5rem 0; flex-wrap: wrap }
  input { flex: 1; min-width: 16rem } input, select, button { font: inherit; padding: .35rem .6rem }
  article { border: 1px solid #ddd; border-radius: 8px; padding: .6rem .8rem; margin: .6rem 0 } article.only { border-style: dashed; color: #555 }
  article p { margin: .3rem 0; white-space: pre-wrap; overflow-wrap: anywhere } .context { color: #616061; font-size: .85em }
  small { color: #616061 } .primary { background: #007a5a; color: #fff; border: 1px solid #007a5a } .danger { color: #b3123d }
</style></head><body>
<h1>Slack <small>stand-in: nothing leaves this machine</small></h1>
<form id="say"><label>You are <select id="user"></select></label> <label>in <select id="channel"></select></label>
<input id="text" value="/crm help" aria-label="Message"><button>Send</button></form>
<main id="messages" aria-live="polite"></main>
<script>
const $ = (id) => document.getElementById(id)
let shown = ''
const safe = (text) => text.replace(/[<>"]/g, (c) => ({ '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c])
// the entities in a message are Slack's own; whatever else is between angle brackets is a link or a mention
const mrkdwn = (text, names) => text.split(/(<[^<>]+>)/).map((part) => {
  const link = /^<(https?:[^|>]+)(?:\\|([^>]*))?>$/.exec(part)
  if (link) return '<a rel="noreferrer" target="_blank" href="' + safe(link[1]) + '">' + safe(link[2] || link[1]) + '</a>'
  const who = /^<@(\\w+)>$/.exec(part)
  if (who) return '<b>@' + safe(names[who[1]] || who[1]) + '</b>'
  return safe(part).replace(/(^|[\\s(])\\*([^*\\n]+)\\*(?=$|[\\s).,:;·])/g, '$1<b>$2</b>').replace(/\`([^\`\\n]+)\`/g, '<code>$1</code>')
}).join('')
const post = (path, body) => fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
function draw(state) {
  const names = Object.fromEntries(state.people.map((p) => [p.id, p.name]))
  const fill = (select, options) => { if (select.options.length !== options.length) { const kept = select.value; select.replaceChildren(...options.map(([value, label]) => new Option(label, value))); if (kept) select.value = kept } }
  fill($('user'), state.people.map((p) => [p.id, p.name]))
  fill($('channel'), state.channels.map((c) => [c.id, c.name === 'directmessage' ? 'DM ' + (names['U' + c.id.slice(1)] || c.id) : '#' + c.name]))
  const here = state.messages.filter((m) => m.channel === $('channel').value && (!m.onlyFor || m.onlyFor === $('user').value))
  const next = JSON.stringify([here, $('user').value])
  if (next === shown) return
  shown = next
  $('messages').replaceChildren(...here.map((message) => {
    const article = document.createElement('article')
    if (message.onlyFor) article.className = 'only'
    const add = (html, kind) => { const p = document.createElement('p'); p.className = kind || ''; p.innerHTML = html; article.append(p) }
    if (message.blocks.length === 0) add(mrkdwn(message.text, names))
    for (const block of message.blocks) {
      if (block.text) add(mrkdwn(block.text.text, names))
      if (block.type === 'context') add(block.elements.map((e) => mrkdwn(e.text, names)).join(' '), 'context')
      if (block.type === 'actions') {
        const row = document.createElement('p')
        for (const element of block.elements) {
          const button = document.createElement('button')
          button.textContent = element.text.text
          button.className = element.style || ''
          button.onclick = () => {
            if (element.url) return void window.open(element.url, '_blank', 'noreferrer')
            if (element.confirm && !confirm(element.confirm.title.text + '\\n' + element.confirm.text.text)) return
            post('/ui/click', { user: $('user').value, channel: message.channel, ts: message.ts, action_id: element.action_id, block_id: block.block_id })
          }
          row.append(button, ' ')
        }
        article.append(row)
      }
    }
    add((message.onlyFor ? 'Only visible to you' : 'Greenlight') + (message.edits ? ' (edited)' : ''), 'context')
    return article
  }))
}
$('say').onsubmit = async (event) => {
  event.preventDefault()
  await post('/ui/command', { user: $('user').value, channel: $('channel').value, text: $('text').value })
  $('text').value = '/crm '
  await look()
}
async function look() { draw(await (await fetch('/ui/state')).json()) }
setInterval(look, 1000)
look()
</script></body></html>`
