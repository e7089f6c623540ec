namespace RefineWorkflows.Refinement.Generation.Painting.Language;

/// <summary>The ways in which words move numbers of a scene.</summary>
internal static class Moves
{
    /// <summary>More of something that starts at none. Said again it grows on, with less and less effect; negated it goes.</summary>
    public static double Grow(double value, double amount, double force)
        => force < 0 ? 0 : value + ((1 - value) * Math.Clamp(amount * force, 0, 0.97));

    /// <summary>Towards an end of a scale whose middle is 0.5; negated, away from it.</summary>
    public static double Lean(double value, double target, double force)
    {
        if (force < 0)
            return Math.Clamp(value + ((0.5 - target) * 0.7), 0, 1);
        return Math.Clamp(value + ((target - value) * Math.Clamp(0.75 * force, 0, 1)), 0, 1);
    }

    /// <summary>One push made of several.</summary>
    public static Push All(params Push[] pushes) => (scene, force) => pushes.Aggregate(scene, (one, push) => push(one, force));
}
