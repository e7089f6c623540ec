namespace RefineWorkflows.Refinement.Generation.Painting.Scene;

/// <summary>What the words leave open, drawn by name and position so that one more detail never moves the others.</summary>
internal readonly record struct Luck(ulong Seed, string Purpose)
{
    public Luck For(string detail) => new(Seed, Purpose + "/" + detail);
    public double Unit(long position) => StableRandom.Unit(Seed, Purpose, position);
    public double Between(long position, double low, double high) => low + (high - low) * Unit(position);
    public int Below(int limit, long position) => StableRandom.Below(limit, Seed, Purpose, position);
    public T Pick<T>(long position, params ReadOnlySpan<T> choices) => choices[Below(choices.Length, position)];
}
