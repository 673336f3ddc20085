/** The look of the console: ink and type of the digests, on light and dark grounds. */
export const STYLE = `
@font-face { font-family: Inter; font-weight: 400; font-display: swap; src: url(/assets/inter-400.ttf) format("truetype"); }
@font-face { font-family: Inter; font-weight: 600; font-display: swap; src: url(/assets/inter-600.ttf) format("truetype"); }
:root {
  color-scheme: light dark;
  --ground: #fff; --raised: #fff; --text: #1b2430; --secondary: #5b6675; --rule: #cfd6df; --hairline: #e7ebf0;
  --accent: #1f5fa8; --on-accent: #fff; --attention: #b4530a; --bar: #9dbbe0; --faint: #f7f9fc; --band: #e7ebf0; --line: #5b6675;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #12171e; --raised: #1a212a; --text: #e6ebf1; --secondary: #a3afbd; --rule: #3a4654; --hairline: #262f3a;
    --accent: #86b0e2; --on-accent: #12171e; --attention: #e8a36c; --bar: #40658f; --faint: #1a212a; --band: #2a3542; --line: #a3afbd;
  }
}
*, *::before, *::after { box-sizing: border-box; }
body { margin: 0; overflow-wrap: anywhere; background: var(--ground); color: var(--text); font: 15px/1.5 Inter, system-ui, sans-serif; font-variant-numeric: tabular-nums; }
a { color: var(--accent); text-decoration: none; }
a:hover { text-decoration: underline; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
main:focus { outline: none; }
.skip { position: absolute; left: -999px; top: 0; padding: .5rem 1rem; background: var(--ground); z-index: 1; }
.skip:focus { left: 0; }
.top { display: flex; flex-wrap: wrap; align-items: baseline; gap: .5rem 1.75rem; padding: 1rem 2.5rem; border-bottom: 1px solid var(--rule); }
.top nav { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; }
.top nav a { color: var(--secondary); padding: .2rem 0; }
.top nav a[aria-current] { color: var(--text); font-weight: 600; }
.brand { font-weight: 600; color: var(--text); font-size: 1.05rem; }
.account { margin-left: auto; display: flex; align-items: baseline; gap: 1rem; color: var(--secondary); font-size: .85rem; }
main { max-width: 1280px; margin: 0 auto; padding: 1.75rem 2.5rem 4rem; }
h1 { font-size: 1.5rem; line-height: 1.3; font-weight: 600; letter-spacing: -.01em; margin: 0 0 .35rem; }
h2 { font-size: 1rem; font-weight: 600; margin: 0; }
h3 { font-size: .95rem; font-weight: 600; margin: 1.5rem 0 .5rem; }
p { margin: 0 0 .75rem; max-width: 75ch; }
section { margin-top: 2.25rem; }
section > h2 { margin-bottom: .5rem; }
.facts, .dim, .note { color: var(--secondary); }
.facts { margin-bottom: 0; max-width: none; }
.facts.attention { color: var(--attention); }
.dim { font-size: .875rem; }
.note { font-size: .875rem; margin-top: 2.5rem; }
.strong { font-weight: 600; color: var(--text); }
.attention { color: var(--attention); }
.strong.attention { color: var(--attention); }
.crumbs { font-size: .875rem; color: var(--secondary); margin-bottom: .5rem; }
.said { border-left: 3px solid var(--accent); background: var(--faint); padding: .6rem 1rem; max-width: none; margin-bottom: 1.5rem; }
.said.problem { border-color: var(--attention); color: var(--attention); }
.needs { margin-top: 1.5rem; display: grid; gap: .75rem; }
.need { display: flex; flex-wrap: wrap; gap: .75rem 2rem; justify-content: space-between; align-items: center; border-left: 3px solid var(--attention); padding: .35rem 0 .35rem 1rem; }
.need > div:first-child { flex: 1 1 22rem; min-width: 0; }
.need h2, .need h2 a { color: var(--attention); }
.need p { margin: .15rem 0 0; overflow-wrap: anywhere; }
.does { display: grid; gap: .5rem; justify-items: end; }
.does > div { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; justify-content: flex-end; }
button, .button { display: inline-block; font: inherit; font-size: .875rem; line-height: 1.3; color: var(--text); background: var(--raised); border: 1px solid var(--rule); border-radius: 6px; padding: .4rem .8rem; cursor: pointer; white-space: nowrap; }
button:hover, .button:hover { border-color: var(--secondary); text-decoration: none; }
button.main { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
button.plain { border: 0; background: none; padding: 0; color: var(--accent); font-size: .85rem; }
input, select { font: inherit; font-size: .9rem; color: var(--text); background: var(--raised); border: 1px solid var(--secondary); border-radius: 6px; padding: .38rem .6rem; max-width: 100%; min-height: 2.35rem; }
label { font-size: .875rem; color: var(--secondary); }
form.action { display: inline-flex; flex-wrap: wrap; gap: .4rem .5rem; align-items: center; }
.actions { display: flex; gap: .4rem; justify-content: flex-end; }
.login { display: grid; gap: .5rem; max-width: 20rem; margin-top: 1.25rem; }
.login button { justify-self: start; margin-top: .5rem; }
.filter { display: flex; flex-wrap: wrap; gap: .75rem 1.25rem; align-items: end; margin: 1.25rem 0 1rem; }
.filter select { max-width: 18rem; }
.filter div { display: grid; grid-template-columns: minmax(0, 1fr); gap: .2rem; min-width: 0; max-width: 100%; }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; font-weight: 400; font-size: .875rem; color: var(--secondary); border-bottom: 1px solid var(--rule); white-space: nowrap; }
th, td { padding: .65rem 1.25rem .65rem 0; vertical-align: top; }
th:last-child, td:last-child { padding-right: 0; }
td { border-bottom: 1px solid var(--hairline); overflow-wrap: anywhere; }
.digests td:first-child, .alerts td:first-child { min-width: 7rem; }
.digests td:nth-child(2), .digests td:nth-child(3) { overflow-wrap: normal; }
.digests td:nth-child(4) { min-width: 6rem; }
.digests td:last-child, .alerts td:last-child { width: 1%; }
.alerts td:nth-child(2) { min-width: 10rem; }
.alerts td:nth-child(3) { min-width: 6.5rem; }
.alerts td:nth-child(4) { min-width: 150px; }
.rows + p { margin-top: .75rem; }
.times td, .deliveries td { min-width: 5.5rem; }
.times td:first-child { white-space: nowrap; width: 1%; }
.times code { white-space: nowrap; }
.deliveries td:first-child { min-width: 10.5rem; }
.deliveries td:nth-child(4) { min-width: 2.5rem; }
.deliveries td:last-child { width: 1%; }
.figures td:nth-child(n + 2) { white-space: nowrap; }
.strip { display: flex; gap: 3px; list-style: none; margin: .2rem 0 0; padding: 0; }
.mark { display: block; width: 10px; height: 20px; border-radius: 3px; background: var(--bar); }
.mark.partial { background: linear-gradient(var(--attention) 50%, var(--bar) 50%); }
.mark.failed { background: var(--attention); }
.mark.skipped { background: var(--hairline); border: 1px solid var(--rule); }
.mark.waiting { background: none; border: 1px dashed var(--secondary); }
.mark:hover { outline: 2px solid var(--text); outline-offset: 1px; }
.picture { display: block; max-width: 100%; height: auto; }
.picture .band { fill: var(--band); }
.picture .line { stroke: var(--accent); stroke-width: 1.5; stroke-linejoin: round; }
.picture .point { fill: var(--attention); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.run { display: grid; grid-template-columns: minmax(0, 1fr) 18rem; gap: 2rem 3rem; margin-top: 2rem; }
.facts + iframe, .facts + .settings { margin-top: 1.25rem; }
.columns { columns: 3 14rem; column-gap: 2rem; margin-top: 1.25rem; }
.crumbs + .run { margin-top: 0; }
.run > div > section:first-child { margin-top: 0; }
.side section:first-child { margin-top: 0; }
.facts-list { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .35rem 1.25rem; margin: 0; font-size: .9rem; }
.facts-list dt { color: var(--secondary); }
.facts-list dd { margin: 0; overflow-wrap: anywhere; }
.links { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; }
.files { list-style: none; margin: 0; padding: 0; font-size: .9rem; }
.files li { margin-bottom: .2rem; overflow-wrap: anywhere; }
.tabs { display: flex; flex-wrap: wrap; gap: 0 1.5rem; margin: 1.25rem 0 1.25rem; border-bottom: 1px solid var(--hairline); }
.tabs a { color: var(--secondary); padding: .35rem 0; border-bottom: 2px solid transparent; margin-bottom: -1px; }
.tabs a[aria-current] { color: var(--text); border-color: var(--accent); }
.story { list-style: none; margin: 0 0 2rem; padding: 0; }
.story li { display: grid; grid-template-columns: 4.75rem minmax(0, 1fr); padding: 0 0 .85rem 1.4rem; position: relative; }
.story li::before { content: ""; position: absolute; left: 0; top: .5em; width: 7px; height: 7px; border-radius: 50%; background: var(--accent); }
.story li:not(:last-child)::after { content: ""; position: absolute; left: 3px; top: 1.35em; bottom: -.1em; width: 1px; background: var(--rule); }
.story li.bad::before { background: var(--attention); }
.story time { color: var(--secondary); }
.story .dim { grid-column: 2; overflow-wrap: anywhere; }
iframe { width: 100%; height: 75vh; border: 1px solid var(--hairline); border-radius: 6px; background: #fff; }
pre { overflow: auto; max-height: 75vh; background: var(--faint); border: 1px solid var(--hairline); border-radius: 6px; padding: 1rem; font-size: .8rem; line-height: 1.45; }
code { font-size: .875em; }
.pages { display: flex; gap: 1.5rem; margin-top: 1.25rem; }
figure { margin: 0 0 1.25rem; }
.large .picture { width: 100%; }
.axis { display: flex; justify-content: space-between; }
.day { display: grid; grid-template-columns: 9rem minmax(0, 1fr); gap: .25rem 1.5rem; padding: .7rem 0; border-bottom: 1px solid var(--hairline); }
.day.off { color: var(--secondary); }
.day h2 { font-size: .95rem; }
.day ul { list-style: none; margin: 0; padding: 0; display: grid; gap: .3rem; }
.settings { columns: 2 24rem; column-gap: 3rem; }
.settings details { break-inside: avoid-column; padding: .5rem 0; border-bottom: 1px solid var(--hairline); }
.settings details[open] { padding-bottom: 1rem; }
.settings summary { cursor: pointer; padding: .25rem 0; }
.settings summary h2 { display: inline; }
.settings dl { margin-top: .5rem; }
.fields { display: flex; flex-wrap: wrap; gap: .75rem 1.5rem; align-items: center; margin-top: 1rem; }
@media (min-width: 1160px) {
  .digests td:first-child { min-width: 12rem; }
  .digests td:nth-child(3) { min-width: 10.5rem; }
  .alerts td:nth-child(3) { min-width: 11rem; }
  .alerts td:nth-child(4) { min-width: 222px; }
}
@media (max-width: 1159px) {
  .digests .actions, .alerts .actions { flex-wrap: wrap; }
}
@media (max-width: 960px) {
  .run { grid-template-columns: minmax(0, 1fr); }
}
@media (max-width: 760px) {
  .top, main { padding-left: 1.1rem; padding-right: 1.1rem; }
  .account { margin-left: 0; }
  .rows, .rows tbody, .rows tr, .rows td { display: block; width: 100%; }
  .rows thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .rows tr { border-bottom: 1px solid var(--rule); padding: .75rem 0; }
  .rows td { border: 0; padding: .2rem 0; }
  .rows td[data-label]:not(:first-child)::before { content: attr(data-label); display: block; color: var(--secondary); font-size: .8rem; }
  .rows td:empty { display: none; }
  .rows td, .times td:first-child, .digests td:last-child, .alerts td:last-child, .deliveries td:last-child { width: 100%; }
  .rows td, .rows td:first-child, .rows td:nth-child(n + 2), .times td:first-child, .figures td:nth-child(n + 2) { min-width: 0; white-space: normal; }
  .actions { flex-wrap: wrap; }
  .actions, .does, .does > div { justify-content: flex-start; justify-items: start; }
  .settings { columns: 1; }
  .story li { grid-template-columns: minmax(0, 1fr); }
  .story .dim { grid-column: 1; }
  .day { grid-template-columns: minmax(0, 1fr); }
}
@media (prefers-reduced-motion: no-preference) { button, .button { transition: border-color .12s; } }
`;
