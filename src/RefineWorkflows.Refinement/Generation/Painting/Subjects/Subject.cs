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

    /// <summary>Where fire around it has its root. A thing that burns at its mouth rather than at its foot says so.</summary>
    public virtual (double Y, double HalfWidth) Hearth => (Foot ?? 60, Reach);

    /// <summary>Whether it belongs on water, which then covers the ground of an open place.</summary>
    public virtual bool Afloat => false;

    /// <summary>Whether it stands on the ground as a body of its own and shades it.</summary>
    public virtual bool Shades => true;

    public abstract void Paint(Stage stage);

    /// <summary>Its own lamps, painted over everything that the night does to it; nothing for what has none.</summary>
    public virtual void Shine(Stage stage)
    {
    }
}
