using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RefineWorkflows.Refinement.Calibration;
using RefineWorkflows.Refinement.Calibration.Climbing;
using RefineWorkflows.Refinement.Calibration.Comparing;
using RefineWorkflows.Refinement.Calibration.Measuring;
using RefineWorkflows.Refinement.Calibration.Wording;

namespace RefineWorkflows.Server.DevServers;

/// <summary>Answers questions about axes by measuring; what cannot be measured is told in the words of what can, as a model would infer it.</summary>
internal sealed partial class DevAxes
{
    private readonly MeasuringAxisJudge judge = new();
    private readonly MeasuredWriter writer = new();

    /// <summary>Axes that follow from measured ones, and which.</summary>
    private static readonly Dictionary<string, string[]> Inferred = new()
    {
        ["scene"] = ["background_colour", "composition"],
        ["lighting_colour"] = ["light", "light_colour"],
        ["time_weather"] = ["haze", "light"],
        ["depth_of_field"] = ["sharpness"],
        ["art_style"] = ["saturation", "contrast"],
        ["relative_position"] = ["position_x", "position_y"],
    };

    /// <returns>The reply; null when the question is not about axes.</returns>
    public async Task<string?> TryAnswerAsync(DevQuestion question, CancellationToken cancellationToken)
    {
        if (Edit().Match(question.Words) is { Success: true } edit)
            return await WordAsync(question.Words, edit, cancellationToken);
        if (question.Picture is not { } picture || !question.Words.Contains("The axes:\n", StringComparison.Ordinal))
            return null;
        string[] asked = [.. Listed().Matches(question.Words[question.Words.IndexOf("The axes:\n", StringComparison.Ordinal)..]).Select(line => line.Groups["id"].Value)];
        ReferenceDescription shown = await judge.DescribeAsync(AxisSet.Measured, picture, cancellationToken);
        return question.System.Contains("canonical_reference", StringComparison.Ordinal)
            ? Describe(asked, shown)
            : await CompareAsync(asked, shown, question.Words, picture, cancellationToken);
    }

    private static string Describe(string[] asked, ReferenceDescription shown)
    {
        var axes = new JsonObject();
        foreach (string axis in asked)
            axes[axis] = Value(axis, shown);
        return new JsonObject { ["description"] = shown.Description, ["axes"] = axes, ["canonical_reference"] = shown.CanonicalReference }.ToJsonString();
    }

    private async Task<string> CompareAsync(string[] asked, ReferenceDescription shown, string words, ReadOnlyMemory<byte> picture, CancellationToken cancellationToken)
    {
        ReferenceDescription wanted = Wanted(words);
        AxisReading<AxisComparison> measured = await judge.CompareAsync(AxisSet.Measured, wanted, default, picture, anchor: true, cancellationToken);
        var axes = new JsonObject();
        foreach (string axis in asked)
        {
            AxisFinding? finding = measured.Value!.Findings.FirstOrDefault(one => one.Axis == axis && one.Verdict != AxisVerdict.Unverified);
            string target = finding?.Ref ?? Value(axis, wanted);
            string gen = finding?.Gen ?? Value(axis, shown);
            axes[axis] = new JsonObject { ["ref"] = target, ["gen"] = gen, ["verdict"] = finding is null ? Verdict(axis, measured.Value) : JsonSerializer.SerializeToNode(finding.Verdict) };
        }

        return new JsonObject { ["axes"] = axes }.ToJsonString();
    }

    /// <summary>As near as the farther of what it is inferred from; what cannot be seen at all differs in nothing.</summary>
    private static string Verdict(string axis, AxisComparison measured)
    {
        AxisVerdict[] parts = [.. Inferred.GetValueOrDefault(axis, []).Select(part => measured.Findings.First(one => one.Axis == part).Verdict)];
        return parts.Contains(AxisVerdict.Mismatch) ? "mismatch" : parts.Contains(AxisVerdict.Partial) ? "partial" : "match";
    }

    private async Task<string> WordAsync(string words, Match edit, CancellationToken cancellationToken)
    {
        string axis = edit.Groups["axis"].Value.Trim().Replace(' ', '_');
        string target = edit.Groups["target"].Value;
        if (AxisSet.Measured.Enabled.All(one => one.Id != axis))
            return $"very clearly {target}";
        string[] tried = [.. Tried().Matches(words).Select(line => line.Groups["words"].Value.Trim())];
        AxisEdit written = await writer.WriteAsync(AxisSet.Measured, new AxisState(null, []), new WordingRequest(axis, target, edit.Groups["shown"].Value, 1, tried), cancellationToken);
        return written.Words.Text;
    }

    private static string Value(string axis, ReferenceDescription shown)
        => Inferred.TryGetValue(axis, out string[]? parts) ? string.Join(", ", parts.Select(part => $"{shown.Of(part)} {part.Split('_')[^1]}")) : shown.Of(axis);

    /// <summary>The reference as it was once measured, out of its own words.</summary>
    private static ReferenceDescription Wanted(string words)
    {
        string canonical = Canonical().Match(words).Groups["text"].Value;
        Dictionary<string, string> values = Measured().Matches(canonical).ToDictionary(part => part.Groups["axis"].Value.Trim(), part => part.Groups["value"].Value.Trim());
        return new ReferenceDescription(canonical, [.. AxisSet.Measured.Enabled.Select(axis => new AxisValue(axis.Id, values.GetValueOrDefault(axis.Id.Replace('_', ' '), "unspecified")))], canonical, []);
    }

    [GeneratedRegex(@"^- (?<id>[a-z][a-z0-9_]*): ", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Listed();

    [GeneratedRegex(@"^The reference: (?<text>.*)$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Canonical();

    [GeneratedRegex(@"(?<axis>[a-z ]+): (?<value>[^;(]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Measured();

    [GeneratedRegex(@"^Axis: (?<axis>[^(\n]+)\(.*\)\nIt should show: ""(?<target>.*)""\nIt shows instead: ""(?<shown>.*)""", RegexOptions.CultureInvariant)]
    private static partial Regex Edit();

    [GeneratedRegex(@"^- (?<words>.+)$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Tried();
}
