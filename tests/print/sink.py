"""Every node that articles can be made of, with a word of its own in each."""

from __future__ import annotations

import base64

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
GIF = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAAAAAAALAAAAAABAAEAAAIBRAA7")
JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAKBueIx4ZKCMgoy0qqC+8P//8Nzc8P//////////////////////////////////"
    "////////////////////////wAALCAACAAIBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAAP/EABQQAQAAAAAAAAAAAAAAAAAA"
    "AAD/2gAIAQEAAD8AP//Z"
)
SVG = b"""\
<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20">
  <rect width="40" height="20"/>
</svg>
"""

MARKDOWN = r"""# Sink

(sink-text)=
## Text

A paragraph with *emphasised*, **weighted**, `coded`, H{sub}`lowered`O, x{sup}`raised`,
{kbd}`Ctrl+K`, {abbr}`WHO (World Health Organization)`, ~~struck~~, a [link out](https://example.org/far),
a [link within](#sink-lists), {ref}`a reference <sink-lists>`, {term}`Rootstock`, {guilabel}`Press`,
{download}`a file <files/form.txt>` and a footnote[^first].

A line that ends here\
and goes on there. Then {bdg-primary}`Badged` and {math}`a^2+b^2`.

[^first]: The footnote says so.

(sink-lists)=
## Lists

- Bulleted
  - Nested

1. Numbered
2. Second

- [x] Task done
- [ ] Task open

Term one
: Definition one

:Field: Value of a field

```{glossary}
Rootstock
  The lower half.
```

## Blocks

> Quoted words.
>
> -- Somebody Attributed

```{epigraph}
Epigraph said.

-- Author Named
```

```{note}
Note inside.
```

```{warning}
Warning inside.
```

```{admonition} Own title
Own content.
```

```{seealso}
See this too.
```

```{versionadded} 9.9
Since then.
```

```{deprecated} 9.8
No more.
```

```{topic} Topic title
Topic content.
```

```{sidebar} Sidebar title
Sidebar content.
```

```{rubric} Rubric heading
```

```{hlist}
- Hlist one
- Hlist two
```

```{container} boxed
Contained words.
```

```{centered} Centred words
```

---

## Code

```python
def coloured(value):
    return "string"  # comment
```

```{code-block} yaml
:caption: Captioned listing
:linenos:
:lineno-start: 7
:emphasize-lines: 2

key: value
other: 2
```

## Tables

| Head left | Head right |
|:---|---:|
| Cell left | Cell right |

```{list-table} Table title
:header-rows: 1
:stub-columns: 1
:widths: 30 70

* - Widths
  - Given
* - Stubbed
  - Wide
```

```{eval-rst}
+-------+-------+
| Spanning both |
+=======+=======+
| Tall  | one   |
|       +-------+
|       | two   |
+-------+-------+
```

## Pictures

![A picture in PNG](dot.png)

![A picture in GIF](dot.gif)

![A picture in JPEG](dot.jpg)

```{figure} box.svg
:name: sink-figure
:alt: A box in SVG
:width: 50%

Figure caption.

Figure legend.
```

See {numref}`sink-figure`.

## Mathematics

$$
\frac{\sqrt{x}}{\sum_{i=1}^{n} i} \le \begin{pmatrix} a & b \\ c & d \end{pmatrix}
$$ (sink-sum)

As in {eq}`sink-sum`.

## Design

:::{card} Card title
Card body.
+++
Card footer
:::

::::{grid} 2
:::{grid-item-card} Grid one
First of grid.
:::
:::{grid-item}
Second of grid.
:::
::::

::::{tab-set}
:::{tab-item} Tab one
Tab content one.
:::
:::{tab-item} Tab two
Tab content two.
:::
::::

:::{dropdown} Dropdown title
Dropdown content.
:::

```{button-link} https://example.org/button
Button pressed
```

```{button-ref} sink-lists
Button within
```

{octicon}`star` and {bdg-link-primary}`Badge link <https://example.org>`.

## Guides

:::{goals}
- Goal set.
:::

:::{non-goals}
- Non-goal set.
:::

:::{checklist}
:phase: before
- State confirmed.
:::

```{script} When they come
Welcome words.
```

```{agenda}
- {minutes: 10, is: welcome, say: Opening words.}
- {minutes: 20, is: main, title: Main thing}
```

```{question}
ask: Question asked?
listen_for: |
  - Signs heard.
follow_ups: |
  - Follow this.
easier: Easier asked.
harder: Harder asked.
```

```{competency}
title: Competency named
means: What it means.
needs: 2
levels: {1: Level low., 2: Level high.}
```

:::{for-roles} gardener
Only for gardeners.
:::

```{roles}
```

```{coverage} gardener
```

```{stage} gardener/walk
```
"""

REST = r"""
Rest
====

| Line one
|   Line set in
| Line three

-a            Option a
--long=VALUE  Option long

:Date: Field in rest

Interpreted `title reference`, ``literal``, |sub|, :menuselection:`File --> Open`,
a citation [CIT2020]_.

.. |sub| replace:: substituted

.. [CIT2020] Citation text.

.. [#unused] Footnote that nobody names.

    Set in like a quote.

    -- Attributed in rest

Definition : classifier
    Defined in rest.

A. Upper alpha
#. Upper next

.. parsed-literal::

   Parsed *literally*

>>> doctest(1)
'result'

.. math::

   e^{i\pi} + 1 = 0

.. only:: html

   Html alone.

.. py:function:: described(value)

   Description of it.

.. productionlist::
   rule: "produced"

.. versionchanged:: 9.7
   Changed then.

.. compound::

   Compound words.

.. highlights::

   Highlighted words.

.. pull-quote::

   Pulled words.

.. acks::

   * Acknowledged One
   * Acknowledged Two
"""

SAID = """
emphasised weighted coded lowered raised Ctrl WHO struck linkout linkwithin areference Rootstock
Press afile andgoesonthere Badged Thefootnotesaysso Bulleted Nested Numbered Second Taskdone
Taskopen Termone Definitionone Field Valueofafield Thelowerhalf Quotedwords SomebodyAttributed
Epigraphsaid AuthorNamed Noteinside Warninginside Owntitle Owncontent Seethistoo Sincethen Nomore
Topictitle Topiccontent Sidebartitle Sidebarcontent Rubricheading Hlistone Hlisttwo Containedwords
Centredwords coloured comment Captionedlisting Headleft Cellright Tabletitle Widths Stubbed
Spanningboth Tall two Figurecaption Figurelegend Cardtitle Cardbody Cardfooter Gridone Firstofgrid
Secondofgrid Tabone Tabcontentone Tabtwo Tabcontenttwo Dropdowntitle Dropdowncontent Buttonpressed
Buttonwithin Badgelink Goalset Nongoalset Stateconfirmed Whentheycome Welcomewords Openingwords
Mainthing Questionasked Signsheard Followthis Easierasked Harderasked Competencynamed Whatitmeans
Levellow Levelhigh Onlyforgardeners Gardener Takingcare Awalk Lineone Linesetin Linethree Optiona
Optionlong VALUE Fieldinrest titlereference literal substituted File Citationtext CIT2020
Footnotethatnobodynames Setinlikeaquote Attributedinrest classifier Definedinrest Upperalpha
Parsed doctest described(value) Descriptionofit produced Changedthen Compoundwords
Highlightedwords Pulledwords AcknowledgedTwo
"""
"""The words that are read back."""
