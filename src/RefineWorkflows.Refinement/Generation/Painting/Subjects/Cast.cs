namespace RefineWorkflows.Refinement.Generation.Painting.Subjects;

/// <summary>Everything the painter can draw, by name.</summary>
internal static class Cast
{
    public static readonly IReadOnlyList<Subject> All =
    [
        new HotDog(),
        new Apple(),
        new Mug(),
        new Cottage(),
        new Cat(),
        new Dog(),
        new Tree(),
        new Peak(),
        new Volcano(),
        new SailingBoat(),
        new Car(),
        new Flower(),
        new Bird(),
        new Fish(),
        new Lighthouse(),
        new Robot(),
        new Planet(),
        new Lantern(),
        new Person(),
    ];

    private static readonly Dictionary<string, Subject> ByName = All.SelectMany(one => one.Names, (one, name) => (one, name)).ToDictionary(pair => pair.name, pair => pair.one);

    /// <summary>The subject of this name; a word nobody answers to becomes a still life seeded by the word.</summary>
    public static Subject Find(string name) => ByName.TryGetValue(name, out Subject? subject) ? subject : new StillLife(name);
}
