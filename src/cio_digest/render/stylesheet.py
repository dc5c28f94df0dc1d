"""How the HTML page looks: one column, one accent, light and dark, on a phone and on paper.

Sizes are in rem and em, so that the page grows with the reader's own size of letters. Every colour
of text has a contrast of 4.5 to 1 or more against the paper in both schemes (WCAG 2.2, 1.4.3).
"""

from __future__ import annotations

STYLESHEET = """\
:root {
  color-scheme: light dark;
  --paper: #fdfcfa;
  --ink: #1c1e20;
  --dim: #5c6269;
  --accent: #0b6670;
  --rule: #dedbd4;
  --serif: Charter, "Bitstream Charter", "Iowan Old Style", "Sitka Text", Cambria, Georgia, serif;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}

@media (prefers-color-scheme: dark) {
  :root {
    --paper: #16191c;
    --ink: #e3e2de;
    --dim: #9aa2a9;
    --accent: #79c7ce;
    --rule: #32373c;
  }
}

* {
  box-sizing: border-box;
}

html {
  -webkit-text-size-adjust: 100%;
  text-size-adjust: 100%;
}

body {
  margin: 0 auto;
  max-width: 44rem;
  padding: 1.5rem 1.25rem 3rem;
  background: var(--paper);
  color: var(--ink);
  font: 1.0625rem/1.55 var(--serif);
  overflow-wrap: anywhere;
}

h1, h2, h3, p, ol, ul, table {
  margin: 0;
  padding: 0;
}

a {
  color: inherit;
  text-decoration: none;
}

a:hover {
  text-decoration: underline;
  text-decoration-color: var(--accent);
  text-underline-offset: 0.15em;
}

a:focus-visible, summary:focus-visible, [tabindex]:focus-visible {
  outline: 2px solid var(--accent);
  outline-offset: 3px;
  border-radius: 2px;
}

/* --- the masthead --- */

header {
  display: flex;
  flex-wrap: wrap;
  align-items: baseline;
  justify-content: space-between;
  gap: 0 1.5rem;
  border-bottom: 1px solid var(--rule);
  padding-bottom: 0.75rem;
}

header p, nav, h2, .by, .talk, details, .score, .rising, .moving, .days, .week, footer, table {
  font-family: var(--sans);
}

.name {
  flex-basis: 100%;
  color: var(--accent);
  font-size: 0.9375rem;
  font-weight: 600;
}

h1 {
  font-size: 1.625rem;
  font-weight: 600;
  line-height: 1.25;
  letter-spacing: -0.01em;
  text-wrap: balance;
}

.totals, .note, .by, .talk, .score, footer, nav, details {
  color: var(--dim);
  font-size: 0.875rem;
  font-variant-numeric: tabular-nums;
}

.note {
  flex-basis: 100%;
  padding-top: 0.5rem;
  color: var(--ink);
}

nav ul {
  display: flex;
  flex-wrap: wrap;
  gap: 0 1.25rem;
  padding-top: 0.5rem;
}

nav a {
  display: inline-block;
  padding: 0.25rem 0;
}

nav span {
  margin-left: 0.35em;
}

/* --- stories --- */

section {
  margin-top: 2.5rem;
}

h2 {
  color: var(--accent);
  font-size: 0.8125rem;
  font-weight: 600;
  letter-spacing: 0.08em;
  text-transform: uppercase;
}

ol, ul {
  list-style: none;
}

article {
  position: relative;
  margin-top: 1.375rem;
  padding-left: 2rem;
}

li:first-child > article {
  margin-top: 0.75rem;
}

li:target > article::before {
  position: absolute;
  inset: 0 auto 0 -0.75rem;
  width: 3px;
  border-radius: 2px;
  background: var(--accent);
  content: "";
}

h3 {
  font-size: 1.1875rem;
  font-weight: 600;
  line-height: 1.3;
  text-wrap: pretty;
}

.number {
  position: absolute;
  left: 0;
  min-width: 1.5rem;
  color: var(--dim);
  font-family: var(--sans);
  font-size: 0.9375rem;
  font-weight: 400;
  font-variant-numeric: tabular-nums;
  line-height: 1.6;
  text-align: left;
  direction: ltr;
}

h3 a:visited:not(.number) {
  color: var(--dim);
}

.by {
  margin-top: 0.2rem;
}

.by time {
  white-space: nowrap;
}

.quote, .talk {
  margin-top: 0.35rem;
}

.quote a, .talk a, p.told a {
  text-decoration: underline;
  text-decoration-color: var(--rule);
  text-underline-offset: 0.15em;
}

.quote a:hover, .talk a:hover, p.told a:hover {
  text-decoration-color: var(--accent);
}

.summary {
  margin-top: 0.35rem;
  text-wrap: pretty;
}

details {
  margin-top: 0.25rem;
}

summary {
  position: relative;
  padding: 0.1875rem 0 0.1875rem 1rem;
  list-style: none;
  cursor: pointer;
}

summary::-webkit-details-marker {
  display: none;
}

summary::before {
  position: absolute;
  top: 0.7em;
  left: 0.05rem;
  width: 0.4em;
  height: 0.4em;
  border: solid currentColor;
  border-width: 0 1.5px 1.5px 0;
  transform: rotate(-45deg);
  content: "";
}

[open] > summary::before {
  transform: rotate(45deg);
}

details > :not(summary) {
  margin-left: min(1rem, 2vw);
}

summary:hover {
  color: var(--accent);
}

/* --- facts --- */

body:has(.wide) {
  max-width: 72rem;
}

.wide {
  overflow-x: auto;
}

table {
  border-collapse: collapse;
  font-size: 0.875rem;
  line-height: 1.45;
  font-variant-numeric: tabular-nums;
}

.wide table {
  overflow-wrap: normal;
}

th, td {
  border-bottom: 1px solid var(--rule);
  padding: 0.375rem 1.25rem 0.375rem 0;
  text-align: left;
  vertical-align: baseline;
}

th {
  font-weight: 400;
}

thead th, tbody td {
  color: var(--dim);
}

.score li {
  display: flex;
  flex-wrap: wrap;
  gap: 0 1rem;
}

.points {
  flex: 0 0 3rem;
  text-align: right;
}

.term {
  flex: 0 0 6rem;
}

.reason {
  flex: 1 1 10rem;
}

.sum .points {
  border-top: 1px solid var(--dim);
}

.told {
  margin-top: 0.375rem;
}

ul.told > li {
  margin-top: 0.875rem;
}

footer {
  margin-top: 3rem;
  border-top: 1px solid var(--rule);
  padding-top: 0.75rem;
}

footer h2 {
  margin-bottom: 0.25rem;
}

footer span {
  display: inline-block;
}

@page {
  margin: 18mm 16mm;
}

@media print {
  :root {
    --paper: #fff;
    --ink: #000;
    --dim: #444;
    --accent: #000;
    --rule: #bbb;
  }

  body {
    max-width: none;
    padding: 0;
    font-size: 10.5pt;
  }

  nav, details {
    display: none;
  }

  article, li, tr {
    break-inside: avoid;
  }

  h2, h3 {
    break-after: avoid;
  }

  h3 a[href^="http"]::after {
    display: block;
    color: var(--dim);
    font: 400 8pt/1.4 var(--sans);
    content: attr(href);
  }
}
"""
