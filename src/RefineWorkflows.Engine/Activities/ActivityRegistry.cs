namespace RefineWorkflows.Engine.Activities;

/// <summary>The activities that definitions may use. Filled once, before anything is compiled.</summary>
public sealed class ActivityRegistry
{
    /// <summary>Members that the JSON of every activity has.</summary>
    private static readonly HashSet<string> Reserved = new(["Id", "NodeId", "Type", "Name", "Version", "Metadata", "CustomProperties"], StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<string, ActivityDescriptor> descriptors = new(StringComparer.Ordinal);

    /// <summary>All activities, by type name.</summary>
    public IEnumerable<ActivityDescriptor> Descriptors => descriptors.Values.OrderBy(one => one.TypeName, StringComparer.Ordinal);

    /// <summary>Adds an activity that needs nothing but its drawing.</summary>
    public ActivityRegistry Add<T>()
        where T : Activity, new() => Add(() => new T());

    /// <summary>Adds an activity that is made with services of its own; called once per node.</summary>
    public ActivityRegistry Add<T>(Func<T> make)
        where T : Activity
    {
        ActivityDescriptor descriptor = ActivityDescriptor.Of(typeof(T), make);
        if (descriptor.Inputs.Select(one => one.Name).Concat(descriptor.Outputs.Select(one => one.Name)).FirstOrDefault(Reserved.Contains) is { } taken)
            throw new InvalidOperationException($"The activity '{descriptor.TypeName}' has an input or output '{taken}', which every activity's own JSON has; call it otherwise.");
        if (!descriptors.TryAdd(descriptor.TypeName, descriptor))
            throw new InvalidOperationException($"Two activities are called '{descriptor.TypeName}'.");
        return this;
    }

    internal ActivityDescriptor? Find(string typeName) => descriptors.GetValueOrDefault(typeName);

    /// <summary>The known name that a wrong one was probably meant to be, or null.</summary>
    internal string? Suggest(string typeName)
    {
        string word = typeName.Split('.')[^1];
        return descriptors.Keys
            .Select(key => (key, distance: Distance(key.Split('.')[^1].ToUpperInvariant(), word.ToUpperInvariant())))
            .Where(one => one.distance <= 2)
            .OrderBy(one => one.distance)
            .ThenBy(one => one.key, StringComparer.Ordinal)
            .Select(one => one.key)
            .FirstOrDefault();
    }

    /// <summary>Levenshtein distance, two rows.</summary>
    private static int Distance(string a, string b)
    {
        int[] previous = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int[] row = new int[b.Length + 1];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
                row[j] = Math.Min(Math.Min(row[j - 1], previous[j]) + 1, previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
            previous = row;
        }

        return previous[b.Length];
    }
}
