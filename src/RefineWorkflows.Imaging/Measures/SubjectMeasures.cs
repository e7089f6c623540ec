namespace RefineWorkflows.Imaging.Measures;

/// <summary>What stands out from the colours of the picture's border: see <see cref="SubjectMap"/>.</summary>
public sealed record SubjectMeasures
{
    /// <summary>Separate things: connected regions of at least 0.4 % of the picture and 15 % of the largest one.</summary>
    public required int Count { get; init; }

    /// <summary>Share of the picture that these regions cover together, 0 to 1.</summary>
    public required double Area { get; init; }

    /// <summary>Horizontal centre of gravity, 0 (left edge) to 1 (right edge).</summary>
    public required double CentreX { get; init; }

    /// <summary>Vertical centre of gravity, 0 (top edge) to 1 (bottom edge).</summary>
    public required double CentreY { get; init; }

    /// <summary>Width of the bounding box over all regions, as a share of the picture's width.</summary>
    public required double Width { get; init; }

    /// <summary>Height of the bounding box, as a share of the picture's height.</summary>
    public required double Height { get; init; }

    /// <summary>Mean colour distance between the regions and the border's colours, in CIELAB ΔE*ab (CIE 1976): about 2 is just visible, 100 is black on white.</summary>
    public required double Distinctness { get; init; }

    /// <summary><c>left</c>, <c>centre</c> or <c>right</c>: the third of the picture that <see cref="CentreX"/> lies in.</summary>
    public string Column => CentreX < 1.0 / 3 ? "left" : CentreX <= 2.0 / 3 ? "centre" : "right";

    /// <summary><c>top</c>, <c>middle</c> or <c>bottom</c>: the third of the picture that <see cref="CentreY"/> lies in.</summary>
    public string Row => CentreY < 1.0 / 3 ? "top" : CentreY <= 2.0 / 3 ? "middle" : "bottom";
}
