using RefineWorkflows.Refinement.Generation.Painting.Scene;
using RefineWorkflows.Refinement.Generation.Painting.Subjects;

namespace RefineWorkflows.Refinement.Generation.Painting.Backgrounds;

/// <summary>Every place the painter knows, by name.</summary>
internal static class Places
{
    public static readonly IReadOnlyList<Backdrop> All =
    [
        new Studio(), new WoodenTable(), new Meadow(), new Kitchen(), new Forest(), new Beach(), new Desert(), new Snow(), new City(),
        new Space(), new Sunset(), new Library(), new RainyStreet(), new Mountains(), new Underwater(), new Garden(),
    ];

    private static readonly Dictionary<string, Backdrop> ByName = All.SelectMany(one => one.Names, (one, name) => (one, name)).ToDictionary(pair => pair.name, pair => pair.one);

    /// <summary>The named place; with no name, one of the subject's homes.</summary>
    /// <param name="name">As the words say it; empty when they do not.</param>
    /// <param name="subject">Whose homes are looked at.</param>
    /// <param name="openSky">Whether there is something to be seen that only happens outdoors; it counts for homes alone.</param>
    /// <param name="luck">Chooses among several homes.</param>
    public static Backdrop Find(string name, Subject subject, bool openSky, Luck luck)
    {
        if (name.Length > 0)
            return ByName.TryGetValue(name, out Backdrop? place) ? place : All[0];
        Backdrop[] homes = [.. subject.Homes.Select(home => ByName[home])];
        Backdrop[] outdoor = [.. homes.Where(home => home.Outdoor)];
        Backdrop[] fitting = openSky && outdoor.Length > 0 ? outdoor : homes;
        return fitting[luck.Below(fitting.Length, 0)];
    }
}
