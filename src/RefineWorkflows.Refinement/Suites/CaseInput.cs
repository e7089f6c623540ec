using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RefineWorkflows.Refinement.Artifacts;

namespace RefineWorkflows.Refinement.Suites;

/// <summary>A case as a definition takes it.</summary>
/// <param name="Case">The case.</param>
/// <param name="Input">The definition's inputs, by the names it declares.</param>
/// <param name="Key">SHA-256 over everything that decides the run, in lower-case hex: the same key is the same run, which is not made again.</param>
public sealed record CaseInput(SuiteCase Case, IReadOnlyDictionary<string, JsonElement> Input, string Key)
{
    private const string Seed = "Seed";

    /// <summary>Brings the settings of a case to the inputs of its definition. A case without a seed gets one that its words decide, so that it can be repeated.</summary>
    /// <param name="suite">The suite.</param>
    /// <param name="one">One of its cases.</param>
    /// <param name="declared">The inputs that the definition declares.</param>
    /// <param name="surroundings">What else decides the run: the definition's content, the back ends that are taken when none is named.</param>
    /// <exception cref="SuiteException">The definition takes no such setting.</exception>
    public static CaseInput Of(Suite suite, SuiteCase one, IReadOnlyList<string> declared, IReadOnlyList<string> surroundings)
    {
        var input = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal) { ["Prompt"] = JsonSerializer.SerializeToElement(one.Prompt) };
        foreach (SuiteSetting setting in one.Settings.Where(setting => setting.Value.ValueKind != JsonValueKind.Null))
        {
            if (setting.Means("size"))
                Sides(suite, setting, input);
            else
                input[Declared(suite, setting, declared)] = setting.Value;
        }

        if (!input.ContainsKey(Seed) && declared.Contains(Seed))
            input[Seed] = JsonSerializer.SerializeToElement(BitConverter.ToUInt32(SHA256.HashData(Bytes(input, []))) & int.MaxValue);
        return new CaseInput(one, input, Convert.ToHexStringLower(SHA256.HashData(Bytes(input, surroundings))));
    }

    private static byte[] Bytes(SortedDictionary<string, JsonElement> input, IReadOnlyList<string> surroundings)
        => Encoding.UTF8.GetBytes(string.Join('\n', [.. surroundings, JsonSerializer.Serialize(input, RunJson.Line)]));

    private static string Declared(Suite suite, SuiteSetting setting, IReadOnlyList<string> declared)
        => declared.FirstOrDefault(setting.Means)
            ?? throw Wrong(suite, setting, $"the definition {suite.Workflow} takes no '{setting.Name}'; it takes {string.Join(", ", declared.Where(name => name != "Prompt"))}, and size");

    private static void Sides(Suite suite, SuiteSetting setting, SortedDictionary<string, JsonElement> input)
    {
        string[] sides = setting.Text.Split('x', 'X');
        if (sides.Length > 2 || !int.TryParse(sides[0], NumberStyles.None, CultureInfo.InvariantCulture, out int width) || !int.TryParse(sides[^1], NumberStyles.None, CultureInfo.InvariantCulture, out int height))
            throw Wrong(suite, setting, $"the size is '{setting.Text}'; write N or WxH, in pixels");
        input["Width"] = JsonSerializer.SerializeToElement(width);
        input["Height"] = JsonSerializer.SerializeToElement(height);
    }

    private static SuiteException Wrong(Suite suite, SuiteSetting setting, string what)
        => new(string.Create(CultureInfo.InvariantCulture, $"{suite.Source}:{setting.Line}: {what}."));
}
