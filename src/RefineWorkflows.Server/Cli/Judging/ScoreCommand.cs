using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using RefineWorkflows.Refinement.Judging;
using RefineWorkflows.Refinement.Judging.Pairs;
using RefineWorkflows.Refinement.Judging.Panel;
using RefineWorkflows.Refinement.Judging.Prompts;
using RefineWorkflows.Refinement.Judging.Verdicts;
using RefineWorkflows.Refinement.Judging.VieScore;
using RefineWorkflows.Server.Composition;

namespace RefineWorkflows.Server.Cli.Judging;

/// <summary><c>refine judge viescore</c>: how good a picture is, or which of two by their scores.</summary>
internal static class ScoreCommand
{
    public static Command Create()
    {
        var images = new Argument<string[]>("images") { Description = "One picture to score, or two to compare by their scores.", Arity = new ArgumentArity(1, 2) };
        var instruction = new Option<string>("--instruction") { Description = "What the picture should show, or with --original what was to be changed.", Required = true };
        var asset = new Option<string?>("--asset") { Description = $"What judges are asked with, as id@version: {string.Join(", ", Scoring())}. Default: the first.", HelpName = "id@version" };
        var overall = new Option<bool>("--overall") { Description = "Ask for what it shows and for how well it is made, and combine both as VIEScore does." };
        var margin = new Option<double>("--tie-margin") { Description = "The difference of two scores up to which they tie, 0 to 10.", DefaultValueFactory = _ => 0 };
        var range = new Option<double>("--score-range") { Description = "The top of the scale that the judge answers on, above 0; 25 for some families of prompts.", DefaultValueFactory = _ => 10 };
        Between(margin, 0, 10);
        Between(range, 1, 1000);
        var shared = new JudgeOptions();
        var command = new Command("viescore", "Score a picture from 0 to 10, or compare two by their scores.") { images, instruction, asset, overall, margin, range };
        shared.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(overall) && result.GetValue(asset) is not null)
                result.AddError("--overall asks with two prompts of its own; leave --asset out.");
        });
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, settings => shared.Adjust(parsed, settings), async workbench =>
        {
            ReadOnlyMemory<byte>? original = await shared.OriginalAsync(parsed, workbench, cancellationToken);
            if (string.IsNullOrWhiteSpace(parsed.GetValue(instruction)))
                throw new CommandFailure(ExitCode.Usage, "--instruction is empty; say what the picture should show.");
            var pictures = new List<ReadOnlyMemory<byte>>();
            foreach (string file in parsed.GetValue(images)!)
                pictures.Add(await JudgeOptions.PictureAsync(file, workbench, cancellationToken));
            var request = new VieScoreRequest(parsed.GetValue(instruction)!, pictures, original);
            var settings = new VieScoreSettings { Samples = shared.Samples(parsed), TieMargin = parsed.GetValue(margin), ScoreRange = parsed.GetValue(range) };
            PromptAsset[] prompts = parsed.GetValue(overall)
                ? [PromptAssets.Find(original is null ? PromptAssets.InstructionFollowing : PromptAssets.VisualConsistency, "v2"), PromptAssets.Find(PromptAssets.VisualQuality, "v2")]
                : [parsed.GetValue(asset) is { } named ? PromptAssets.Named(named) : PromptAssets.Find(PromptAssets.InstructionFollowing, "v2")];

            var scored = new List<ScoredPictures>();
            foreach (PictureJudge judge in shared.Judges(parsed, workbench))
            {
                MetricConfig? metric = JudgeOptions.MetricOf(judge, workbench, MetricConfig.Scoring);
                var verdicts = new List<StoredVerdict>();
                foreach (PromptAsset prompt in metric?.Prompt is { } own && !parsed.GetValue(overall) && parsed.GetValue(asset) is null ? [own] : prompts)
                {
                    StoredVerdict verdict = await workbench.Verdicts.ScoreAsync(judge, prompt, settings with { Retries = shared.Retries(parsed, metric) }, request, shared.Terms(parsed), cancellationToken);
                    await workbench.Records.Verdicts.AddAsync(verdict, cancellationToken);
                    verdicts.Add(verdict);
                }

                scored.Add(new ScoredPictures(verdicts, settings.TieMargin));
            }

            await JudgeWords.WarnAsync(scored.SelectMany(one => one.Verdicts));
            PanelMedian[] together = [.. Enumerable.Range(0, pictures.Count).Select(at => PanelMedian.Of([.. scored.Select(one => one.Scores[at])]))];
            PairWinner? winner = pictures.Count == 1 ? null : PanelVote.Of([.. scored.Select(one => one.Winner!.Value)]).Winner;
            if (parsed.GetValue(shared.Json))
                JsonOutput.Print(Json(scored, together, winner));
            else
                Describe(scored, together, winner);
            return together.Any(one => one.Score is null) ? ExitCode.Failed : ExitCode.Ok;
        }, cancellationToken));
        return command;
    }

    private static IEnumerable<string> Scoring()
        => [$"{PromptAssets.InstructionFollowing}@v2", $"{PromptAssets.VisualQuality}@v2", $"{PromptAssets.VisualConsistency}@v2"];

    private static void Between(Option<double> option, double least, double most)
        => option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && double.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out double number) && !(number >= least && number <= most))
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"{option.Name} is {number}; allowed: {least} to {most}."));
        });

    private static JsonObject Json(List<ScoredPictures> scored, PanelMedian[] together, PairWinner? winner)
    {
        JsonObject whole = scored[^1].Verdicts[^1].Scores!.ToJson();
        whole["value"] = winner is { } known ? known.Words() : together[0].Score is { } score ? score : PairWinner.Failed.Words();
        whole["meta"]!["vie_score"] = new JsonArray([.. together.Select(one => (JsonNode?)one.Score)]);
        if (scored[0].Verdicts.Count > 1)
            whole["viescore_overall"] = new JsonArray([.. together.Select(one => (JsonNode?)one.Score)]);
        whole["judges"] = new JsonArray([.. scored.SelectMany(one => one.Verdicts).Select(verdict => (JsonNode)JudgeWords.Beside(verdict.Scores!.ToJson(), verdict))]);
        return whole;
    }

    private static void Describe(List<ScoredPictures> scored, PanelMedian[] together, PairWinner? winner)
    {
        string points = string.Join(" against ", together.Select(one => Points(one.Score)));
        Console.WriteLine(winner is { } known ? $"{known.Words()} ({points})" : $"{points} of 10{(scored[0].Verdicts.Count > 1 ? " overall" : "")}");
        foreach (StoredVerdict verdict in scored.SelectMany(one => one.Verdicts))
        {
            Console.WriteLine($"  {JudgeWords.Source(verdict)}");
            for (int at = 0; at < together.Length; at++)
            {
                VieScoreImage image = verdict.Scores!.Images[at];
                string who = together.Length == 1 ? "" : at == 0 ? "Image A: " : "Image B: ";
                string sub = image.SubScores.Count > 1 ? $" of [{string.Join(", ", image.SubScores.Select(one => Points(one)))}]" : "";
                Console.WriteLine($"    {who}{Points(image.Score)}{sub}. {JudgeWords.Plain(image.Samples.OfType<ScoreVerdict>().FirstOrDefault()?.Reasoning ?? Failure(image))}");
                if (image.Median.IsUnsteady)
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {who}the samples differ widely (spread {image.Median.Spread:0.0}); the score says little."));
            }
        }
    }

    private static string Points(double? score) => score?.ToString("0.0#", CultureInfo.InvariantCulture) ?? PairWinner.Failed.Words();

    private static string Failure(VieScoreImage image)
        => image.Score is not null ? "" : $"{image.Problems[^1]}{(image.RawReplies[^1] is { } reply ? $" Its last reply: {reply}" : "")}";
}
