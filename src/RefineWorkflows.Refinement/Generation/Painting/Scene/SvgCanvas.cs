using System.Text;

namespace RefineWorkflows.Refinement.Generation.Painting.Scene;

/// <summary>A growing SVG document: markup is appended in painting order, paints and filters are named as they are asked for.</summary>
internal sealed class SvgCanvas(double width, double height)
{
    private readonly StringBuilder _body = new();
    private readonly StringBuilder _definitions = new();
    private readonly Dictionary<string, string> _known = [];

    public double Width { get; } = width;
    public double Height { get; } = height;

    public void Add(SvgText markup) => _body.Append(markup.ToString());
    public void Add(string markup) => _body.Append(markup);

    /// <summary>A gradient along a line given in shares of the painted shape's box.</summary>
    public string Linear(double x1, double y1, double x2, double y2, params ReadOnlySpan<Stop> stops)
        => Define(Text($"<linearGradient x1='{x1}' y1='{y1}' x2='{x2}' y2='{y2}' id='"), Stops(stops) + "</linearGradient>");

    /// <summary>Top to bottom of the painted shape.</summary>
    public string Down(params ReadOnlySpan<Stop> stops) => Linear(0, 0, 0, 1, stops);

    /// <summary>A gradient around a point given in shares of the painted shape's box.</summary>
    public string Radial(double x, double y, double radius, params ReadOnlySpan<Stop> stops)
        => Define(Text($"<radialGradient cx='{x}' cy='{y}' r='{radius}' id='"), Stops(stops) + "</radialGradient>");

    /// <summary>A soft round light that fades to nothing at the rim of the painted shape.</summary>
    public string Halo(Ink ink, double opacity)
        => Radial(0.5, 0.5, 0.5, new(0, ink, opacity), new(0.25, ink, opacity * 0.66), new(0.5, ink, opacity * 0.3), new(0.75, ink, opacity * 0.09), new(1, ink, 0));

    /// <param name="deviation">In user units of the blurred element.</param>
    public string Blur(double deviation)
        => Define("<filter x='-30%' y='-30%' width='160%' height='160%' id='", Text($"<feGaussianBlur stdDeviation='{deviation}'/></filter>"));

    /// <summary>Leaves of what it is applied to only a lit edge, on the side that a shadow moved by (dx, dy) uncovers.</summary>
    public string EdgeLight(double dx, double dy, double softness, Ink ink)
        => Define("<filter x='-10%' y='-10%' width='120%' height='120%' id='", Text($"<feGaussianBlur in='SourceAlpha' stdDeviation='{softness}' result='soft'/><feOffset in='soft' dx='{dx}' dy='{dy}' result='shadow'/><feComposite in='SourceAlpha' in2='shadow' operator='out' result='edge'/><feFlood flood-color='{ink}'/><feComposite in2='edge' operator='in'/></filter>"));

    public string Clip(SvgText shape) => Define("<clipPath id='", shape.ToString() + "</clipPath>");

    /// <summary>Lets paint through only where <paramref name="markup"/> is opaque.</summary>
    public string AlphaMask(string markup) => Define("<mask style='mask-type:alpha' maskUnits='userSpaceOnUse' x='-400' y='-400' width='800' height='800' id='", markup + "</mask>");

    /// <summary>Runs <paramref name="paint"/> and returns its markup instead of adding it.</summary>
    public string Capture(Action paint)
    {
        int start = _body.Length;
        paint();
        string markup = _body.ToString(start, _body.Length - start);
        _body.Length = start;
        return markup;
    }

    public string Document(int pixelWidth, int pixelHeight)
        => Text($"<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='{pixelWidth}' height='{pixelHeight}' viewBox='0 0 {Width} {Height}'><defs>")
           + _definitions + "</defs>" + _body + "</svg>";

    public static string Text(SvgText markup) => markup.ToString();

    private string Define(string head, string tail)
    {
        string key = head + tail;
        if (!_known.TryGetValue(key, out string? reference))
        {
            string id = Text($"d{_known.Count}");
            _definitions.Append(head).Append(id).Append("'>").Append(tail);
            _known[key] = reference = "url(#" + id + ")";
        }

        return reference;
    }

    private static string Stops(ReadOnlySpan<Stop> stops)
    {
        var text = new StringBuilder();
        foreach (Stop stop in stops)
            text.Append(Text($"<stop offset='{stop.Offset}' stop-color='{stop.Ink}' stop-opacity='{stop.Opacity}'/>"));
        return text.ToString();
    }
}
