namespace RefineWorkflows.Refinement.Judging.Measuring;

/// <summary>Reads a goal in words into wishes about measures.</summary>
internal static class GoalReader
{
    private static readonly string[] Negations = ["less", "no", "not", "without", "never"];

    private static readonly Dictionary<string, int> Numbers = new(StringComparer.Ordinal) { ["two"] = 2, ["three"] = 3, ["four"] = 4, ["five"] = 5 };

    /// <returns>The wishes; those for a good picture in general when no word of the goal can be measured.</returns>
    public static IReadOnlyList<Wish> Read(string goal)
    {
        string[] words = goal.ToLowerInvariant().Split([' ', ',', '.', ';', ':', '!', '?', '\t', '\n', '\r', '"', '(', ')'], StringSplitOptions.RemoveEmptyEntries);
        var families = new List<string>();
        int? count = null;
        for (int i = 0; i < words.Length; i++)
        {
            if (Wishes.Words.TryGetValue(words[i], out string? family))
            {
                if (i > 0 && Negations.Contains(words[i - 1]) && Wishes.Opposites.TryGetValue(family, out string? opposite))
                    family = opposite;
                if (!families.Contains(family))
                    families.Add(family);
            }
            else if (Numbers.TryGetValue(words[i], out int number))
            {
                count = number;
            }
        }

        if (families.Count == 0)
            families.Add("good");
        List<Wish> wishes = [.. families.SelectMany(family => Wishes.Families[family]).DistinctBy(wish => wish.Name)];
        if (count is { } wanted)
            wishes.Add(new Wish("subject count", m => m.SubjectCount, Aim.Near, wanted, 1, 1, ["several", "wide shot"], ["single"]));
        return wishes;
    }
}
