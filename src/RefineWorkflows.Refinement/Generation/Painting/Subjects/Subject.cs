using RefineWorkflows.Refinement.Generation.Painting.Scene;

namespace RefineWorkflows.Refinement.Generation.Painting.Subjects;

/// <summary>
/// Something the painter can draw, in a box of about 200 by 200 units around (0, 0), y down. A standing subject
/// touches the ground at <see cref="Foot"/>.
/// </summary>
internal abstract class Subject
{
    /// <summary>The canonical name first, then synonyms; singular, lower case. Plurals are understood by rule.</summary>
    public abstract IReadOnlyList<string> Names { get; }

    /// <summary>Where it stands when the words say nothing; several let the seed choose.</summary>
    public abstract IReadOnlyList<string> Homes { get; }

    /// <summary>The y at which it touches the ground, or null when it flies, swims or floats.</summary>
    public virtual double? Foot => 70;

    /// <summary>Half the width of its shadow on the ground.</summary>
    public virtual double Reach => 80;

    /// <summary>Where its heat and steam leave it.</summary>
    public virtual (double Y, double HalfWidth) Top => (-40, 50);

    public abstract void Paint(Stage stage);
}
