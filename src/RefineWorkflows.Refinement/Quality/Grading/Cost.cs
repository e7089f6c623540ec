namespace RefineWorkflows.Refinement.Quality.Grading;

/// <summary>What a table of grades costs: pictures misgraded, then by how many grades, then how far bounds were moved.</summary>
internal readonly record struct Cost(int Misgraded, int Steps, double Moved) : IComparable<Cost>
{
    public static Cost operator +(Cost one, Cost other) => new(one.Misgraded + other.Misgraded, one.Steps + other.Steps, one.Moved + other.Moved);

    public static Cost operator -(Cost one, Cost other) => new(one.Misgraded - other.Misgraded, one.Steps - other.Steps, one.Moved - other.Moved);

    public int CompareTo(Cost other) => (Misgraded, Steps, Moved).CompareTo((other.Misgraded, other.Steps, other.Moved));
}
