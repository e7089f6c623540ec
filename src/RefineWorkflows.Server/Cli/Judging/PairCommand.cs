using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using RefineWorkflows.Refinement.Judging;
using RefineWorkflows.Refinement.Judging.Pairs;
using RefineWorkflows.Refinement.Judging.Panel;
using RefineWorkflows.Refinement.Judging.Prompts;
using RefineWorkflows.Refinement.Judging.Verdicts;
using RefineWorkflows.Server.Composition;

namespace RefineWorkflows.Server.Cli.Judging;

/// <summary><c>refine judge pair</c>: which of two pictures is better.</summary>
internal static class PairCommand
{
    public static Command Create()
    {
        var first = new Argument<string>("a") { Description = "Image A: PNG, JPEG, WebP or GIF." };
        var second = new Argument<string>("b") { Description = "Image B." };
        var goal = new Option<string>("--goal") { Description = "What the pictures should show, or with --original what was to be changed.", Required = true };
        var noSwap = new Option<bool>("--no-swap") { Description = "Ask in one order only: half the cost, and no guard against judges that like a place." };
        var lean = new Option<bool>("--lean") { Description = "A win in one order and a tie in the other is a win. Default: a tie." };
        var single = new Option<bool>("--allow-single-order") { Description = "Where one order failed, let the other one count alone." };
        var asset = new Option<string?>("--prompt-asset") { Description = "What judges are asked with, as id@version. Default: vlm/assessment/generation/pairwise@v1, with --original vlm/assessment/editing/pairwise@v1.", HelpName = "id@version" };
        var shared = new JudgeOptions();
        var command = new Command("pair", "Say which of two pictures is better, asked in both orders.") { first, second, goal, noSwap, lean, single, asset };
        shared.AddTo(command);
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, settings => shared.Adjust(parsed, settings), async workbench =>
        {
            ReadOnlyMemory<byte>? original = await shared.OriginalAsync(parsed, workbench, cancellationToken);
            var question = new PairQuestion(
                parsed.GetValue(goal)!,
                await JudgeOptions.PictureAsync(parsed.GetValue(first)!, workbench, cancellationToken),
                await JudgeOptions.PictureAsync(parsed.GetValue(second)!, workbench, cancellationToken),
                original);
            if (string.IsNullOrWhiteSpace(question.Goal))
                throw new CommandFailure(ExitCode.Usage, "--goal is empty; say what the pictures should show.");
            var settings = new PairSettings
            {
                Samples = shared.Samples(parsed),
                SwapAndAgree = !parsed.GetValue(noSwap),
                Lean = parsed.GetValue(lean),
                AllowSingleOrder = parsed.GetValue(single),
            };
            PromptAsset usual = parsed.GetValue(asset) is { } named ? PromptAssets.Named(named) : PromptAssets.Find(original is null ? PromptAssets.GenerationPair : PromptAssets.EditingPair, "v1");
            var verdicts = new List<StoredVerdict>();
            foreach (PictureJudge judge in shared.Judges(parsed, workbench))
            {
                MetricConfig? metric = JudgeOptions.MetricOf(judge, workbench, MetricConfig.Pairwise);
                PromptAsset prompt = parsed.GetValue(asset) is null ? metric?.Prompt ?? usual : usual;
                StoredVerdict verdict = await workbench.Verdicts.CompareAsync(judge, prompt, settings with { Retries = shared.Retries(parsed, metric) }, question, shared.Terms(parsed), cancellationToken);
                await workbench.Records.Verdicts.AddAsync(verdict, cancellationToken);
                verdicts.Add(verdict);
            }

            PanelVote vote = PanelVote.Of([.. verdicts.Select(verdict => verdict.Comparison!.Winner)]);
            await JudgeWords.WarnAsync(verdicts);
            if (parsed.GetValue(shared.Json))
                JsonOutput.Print(Json(vote, verdicts));
            else
                Describe(vote, verdicts);
            return vote.Winner == PairWinner.Failed ? ExitCode.Failed : ExitCode.Ok;
        }, cancellationToken));
        return command;
    }

    private static JsonObject Json(PanelVote vote, List<StoredVerdict> verdicts)
    {
        JsonObject whole = verdicts[^1].Comparison!.ToJson();
        whole["value"] = vote.Winner.Words();
        whole["vote"] = new JsonObject { ["image_a"] = vote.ForA, ["image_b"] = vote.ForB, ["tie"] = vote.Ties, ["failed"] = vote.Failed };
        whole["judges"] = new JsonArray([.. verdicts.Select(verdict => (JsonNode)JudgeWords.Beside(verdict.Comparison!.ToJson(), verdict))]);
        return whole;
    }

    private static void Describe(PanelVote vote, List<StoredVerdict> verdicts)
    {
        Console.WriteLine(verdicts.Count == 1
            ? $"{vote.Winner.Words()} ({Consistency(verdicts[0].Comparison!)})"
            : string.Create(CultureInfo.InvariantCulture, $"{vote.Winner.Words()} (A {vote.ForA}, B {vote.ForB}, ties {vote.Ties}, failed {vote.Failed})"));
        foreach (StoredVerdict verdict in verdicts)
        {
            PairComparison comparison = verdict.Comparison!;
            Console.WriteLine($"  {JudgeWords.Source(verdict)}{(verdicts.Count == 1 ? "" : $": {comparison.Winner.Words()} ({Consistency(comparison)})")}");
            foreach (PairCall call in comparison.Rounds.SelectMany(round => new[] { round.First, round.Second }).OfType<PairCall>())
                Console.WriteLine($"    {(call.IsSwapped ? "B first, as its Image A" : "A first")}: {call.Winner.Words()}. {JudgeWords.Plain(call.Verdict?.Reasoning ?? Failure(call))}");
            if (comparison.NoneAcceptable)
                Console.WriteLine("    It would take neither of them.");
            if (comparison.RationaleConflict)
                Console.WriteLine("    A verdict stands against its own reasoning.");
            if (comparison.IsUnsteady)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    The samples differ widely (spread {comparison.Spread:0.00}); the winner says little."));
        }
    }

    private static string Consistency(PairComparison comparison)
        => string.Join(", ", comparison.Rounds.Select(round => round.Consistency.ToString().ToLowerInvariant() + (round.SingleOrder ? ", single order" : "")));

    private static string Failure(PairCall call)
        => call.Problem is null && call.RawReply is null ? "" : $"{call.Problem}{(call.RawReply is null ? "" : $" Its last reply: {call.RawReply}")}";
}
