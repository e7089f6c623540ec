namespace RefineWorkflows.Refinement.Artifacts;

/// <summary>The look of <c>report.html</c>.</summary>
internal static class PageStyle
{
    public const string Css = """
        :root{color-scheme:light dark;--bg:#f6f5f2;--card:#fff;--ink:#1d1c1a;--soft:#6d6a64;--line:#e4e1da;--accent:#b4531a;--good:#2f7d4f}
        @media (prefers-color-scheme:dark){:root{--bg:#141416;--card:#1e1e21;--ink:#ecebe8;--soft:#a09d96;--line:#323236;--accent:#f0965a;--good:#6cc48f}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",sans-serif}
        main{max-width:1120px;margin:0 auto;padding:clamp(1rem,4vw,3rem)}
        h1{font-size:clamp(1.5rem,4vw,2.4rem);line-height:1.15;margin:.2rem 0 1rem;text-wrap:balance;overflow-wrap:anywhere}
        h2{font-size:1.15rem;margin:2.6rem 0 .9rem}
        .eyebrow,dt,th,.soft{color:var(--soft);font-size:.85rem}
        .eyebrow{text-transform:uppercase;letter-spacing:.08em}
        .hero{display:grid;grid-template-columns:minmax(0,1.1fr) minmax(0,1fr);gap:clamp(1rem,4vw,3rem);align-items:center}
        .hero img{width:100%;border-radius:16px;box-shadow:0 12px 40px #0003}
        .score{font-size:3rem;font-weight:700;color:var(--accent);line-height:1;font-variant-numeric:tabular-nums}
        .score small{font-size:1.2rem;color:var(--soft);font-weight:400}
        dl.facts{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:.8rem 1.2rem;margin:1.4rem 0 0}
        dl.facts dd{margin:0;font-weight:600;overflow-wrap:anywhere}
        .panel,.card{background:var(--card);border:1px solid var(--line);border-radius:14px;overflow:hidden}
        .panel{padding:1rem}
        svg{width:100%;height:auto;display:block;font:12px system-ui,sans-serif}
        svg text{fill:var(--soft)}
        svg .grid{stroke:var(--line)}
        svg polyline{fill:none;stroke-linejoin:round}
        svg .best{stroke:var(--good);stroke-width:1.5;stroke-dasharray:5 4}
        svg .scores{stroke:var(--accent);stroke-width:2}
        svg .dot{fill:var(--accent);stroke:var(--card);stroke-width:2}
        svg .rejected{fill:var(--card);stroke:var(--accent)}
        svg .winner{fill:var(--good)}
        .cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,300px),1fr));gap:1.2rem}
        .hero video{width:100%;border-radius:16px}
        .card img,.card video{width:100%;display:block;background:var(--line)}
        .card div{padding:1rem 1.1rem 1.2rem}
        .card header{display:flex;justify-content:space-between;align-items:baseline;gap:1rem}
        .card p{margin:.5rem 0 0;overflow-wrap:anywhere}
        .card.winner{border-color:var(--good);box-shadow:0 0 0 2px var(--good)}
        .number{font-weight:700}
        .grade{font-weight:700;color:var(--accent);font-variant-numeric:tabular-nums}
        details{margin-top:.7rem}
        summary{cursor:pointer;color:var(--soft);font-size:.85rem}
        pre{white-space:pre-wrap;overflow-wrap:anywhere;font:.82rem/1.5 ui-monospace,Consolas,monospace;background:var(--bg);padding:.7rem;border-radius:8px;margin:.5rem 0 0}
        table{border-collapse:collapse;width:100%}
        th,td{text-align:left;padding:.45rem .6rem;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
        th{font-weight:400;width:38%}
        tr:last-child>*{border-bottom:0}
        @media (max-width:720px){.hero{grid-template-columns:1fr}svg{font-size:20px}}
        """;
}
