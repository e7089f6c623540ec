using System.CommandLine;
using System.Globalization;
using RefineWorkflows.Refinement.Judging.Panel;
using RefineWorkflows.Refinement.Judging.Pairs;
using RefineWorkflows.Refinement.Judging.Verdicts;

namespace RefineWorkflows.Server.Cli.Judging;

/// <summary><c>refine judge reliability</c>: how far judges can be trusted, by what they have said.</summary>
internal static class ReliabilityCommand
{
    public static Command Create()
    {
        Option<bool> json = CommonOptions.Json();
        var labels = new Option<string?>("--labels") { Description = "What people said about the same pictures: a JSON list of {\"images\": [\"a.png\", \"b.png\"], \"winner\": \"Image A\"} or {\"images\": [\"a.png\"], \"score\": 7}.", HelpName = "file" };
        var command = new Command("reliability", "Tell each judge's position bias, swap consistency and agreement with people.") { labels, json };
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, async workbench =>
        {
            IReadOnlyList<HumanLabel> people = parsed.GetValue(labels) is { } file ? await LabelFile.ReadAsync(file, cancellationToken) : [];
            IReadOnlyList<JudgeReliability> judges = JudgeReliability.Of(await workbench.Records.Verdicts.ListAsync(int.MaxValue, cancellationToken), people);
            if (parsed.GetValue(json))
                JsonOutput.Print(judges);
            else if (judges.Count == 0)
                Console.WriteLine("No verdicts. Ask for one with: refine judge pair a.png b.png --goal \"…\"");
            foreach (JudgeReliability judge in parsed.GetValue(json) ? [] : judges)
                Describe(judge);
            return ExitCode.Ok;
        }, cancellationToken));
        return command;
    }

    private static void Describe(JudgeReliability judge)
    {
        Console.WriteLine($"{judge.Judge} ({judge.Model}), {JudgeWords.Prompt(judge.Prompt)}{(judge.IsCalibrated ? ": calibrated" : "")}");
        PairTally pairs = judge.Pairs;
        if (pairs.Comparisons > 0)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {pairs.Comparisons} comparisons: A {pairs.WinsA}, B {pairs.WinsB}, ties {pairs.Ties}, failed {pairs.Failed}"));
            Console.WriteLine($"  position bias {Number(pairs.PositionBias)} (1 always takes the first, -1 the second), swap consistency {Number(pairs.SwapConsistency)}");
        }

        if (judge.Scored > 0)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  scored {judge.Scored} {(judge.Scored == 1 ? "time" : "times")}"));
        if (judge.Winners is { } winners)
            Console.WriteLine($"  agreement with people on winners: κ {Told(winners)}");
        if (judge.Scores is { } scores)
            Console.WriteLine($"  agreement with people on scores: ρ {Told(scores)}");
    }

    private static string Told(Agreement agreement)
        => string.Create(CultureInfo.InvariantCulture, $"{Number(agreement.Value)}, n = {agreement.Count}{(agreement.IsCalibrated ? "" : $"; from {Agreement.Enough} on a judge counts as calibrated")}");

    private static string Number(double? value) => value?.ToString("0.00", CultureInfo.InvariantCulture) ?? "unknown";
}
