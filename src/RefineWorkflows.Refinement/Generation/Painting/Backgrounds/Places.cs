using RefineWorkflows.Refinement.Generation.Painting.Scene;
using RefineWorkflows.Refinement.Generation.Painting.Subjects;

namespace RefineWorkflows.Refinement.Generation.Painting.Backgrounds;

/// <summary>Every place the painter knows, by name.</summary>
internal static class Places
{
    public static readonly IReadOnlyList<Backdrop> All = [new Studio(), new WoodenTable(), new Meadow()];

    private static readonly Dictionary<string, Backdrop> ByName = All.SelectMany(one => one.Names, (one, name) => (one, name)).ToDictionary(pair => pair.name, pair => pair.one);

    /// <summary>The named place; with no name, one of the subject's homes.</summary>
    public static Backdrop Find(string name, Subject subject, Luck luck)
    {
        if (name.Length == 0)
            name = subject.Homes[luck.Below(subject.Homes.Count, 0)];
        return ByName.TryGetValue(name, out Backdrop? place) ? place : All[0];
    }
}
