namespace RefineWorkflows.Imaging.Measures;

/// <summary>
/// Where a picture differs from its border, on a grid of the picture's overview (longer side at most 128). Saliency is the
/// CIELAB distance to the nearest of up to four colours that the border consists of, weighted down to 0.6 towards the
/// corners (the boundary prior of Wei et al. 2012, with colours instead of geodesics; no learning, no objects known). The
/// mask is its part above Otsu's threshold (1979) without specks.
/// </summary>
public sealed class SubjectMap
{
    private readonly float[] _saliency;
    private readonly bool[] _mask;

    internal SubjectMap(int width, int height, float[] saliency, bool[] mask, SubjectMeasures? subject)
    {
        Width = width;
        Height = height;
        _saliency = saliency;
        _mask = mask;
        Subject = subject;
    }

    /// <summary>Columns of the grid.</summary>
    public int Width { get; }

    /// <summary>Rows of the grid.</summary>
    public int Height { get; }

    /// <summary>Weighted colour distance to the border, in ΔE*ab, row-major.</summary>
    public ReadOnlySpan<float> Saliency => _saliency;

    /// <summary>What belongs to the subject, row-major. Nothing when there is none.</summary>
    public ReadOnlySpan<bool> Mask => _mask;

    /// <summary>The mask in numbers, or null when nothing stands out.</summary>
    public SubjectMeasures? Subject { get; }
}
