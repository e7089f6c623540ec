using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using RefineWorkflows.Refinement.Judging;
using RefineWorkflows.Refinement.Judging.Panel;
using RefineWorkflows.Refinement.Judging.Pairs;
using RefineWorkflows.Refinement.Judging.Prompts;
using RefineWorkflows.Refinement.Judging.Rubric;
using RefineWorkflows.Refinement.Judging.Verdicts;

namespace RefineWorkflows.Server.Cli.Judging;

/// <summary><c>refine judge rubric</c>: beauty, following and the whole of pictures, from 1 to 5.</summary>
internal static class RubricCommand
{
    public static Command Create()
    {
        var images = new Argument<string[]>("images") { Description = "The pictures to grade: PNG, JPEG, WebP or GIF.", Arity = ArgumentArity.OneOrMore };
        var instruction = new Option<string>("--instruction") { Description = "What the pictures should show.", Required = true };
        var shared = new JudgeOptions();
        var command = new Command("rubric", "Grade pictures from 1 to 5: beauty, following, and the whole where following outranks beauty.") { images, instruction };
        shared.AddTo(command, takesOriginal: false, takesMetrics: false);
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, async workbench =>
        {
            string goal = parsed.GetValue(instruction)!;
            if (string.IsNullOrWhiteSpace(goal))
                throw new CommandFailure(ExitCode.Usage, "--instruction is empty; say what the pictures should show.");
            var pictures = new List<(string File, ReadOnlyMemory<byte> Bytes)>();
            foreach (string file in parsed.GetValue(images)!)
                pictures.Add((file, await JudgeOptions.PictureAsync(file, workbench, cancellationToken)));
            PromptAsset prompt = PromptAssets.Find(PromptAssets.Rubric, "v1");
            var settings = new RubricSettings { Samples = shared.Samples(parsed), Retries = shared.Retries(parsed, null) };

            var graded = new List<GradedPicture>();
            foreach ((string file, ReadOnlyMemory<byte> bytes) in pictures)
            {
                var verdicts = new List<StoredVerdict>();
                foreach (PictureJudge judge in shared.Judges(parsed, workbench))
                {
                    StoredVerdict verdict = await workbench.Verdicts.GradeAsync(judge, prompt, settings, goal, bytes, shared.Terms(parsed), cancellationToken);
                    await workbench.Records.Verdicts.AddAsync(verdict, cancellationToken);
                    verdicts.Add(verdict);
                }

                graded.Add(new GradedPicture(file, verdicts));
            }

            await JudgeWords.WarnAsync(graded.SelectMany(one => one.Verdicts));
            if (parsed.GetValue(shared.Json))
                JsonOutput.Print(new { files = graded.Select(Json) });
            foreach (GradedPicture one in parsed.GetValue(shared.Json) ? [] : graded)
                Describe(one);
            return graded.Exists(one => one.Overall.Score is null) ? ExitCode.Failed : ExitCode.Ok;
        }, cancellationToken));
        return command;
    }

    private static JsonObject Json(GradedPicture graded) => new()
    {
        ["file"] = graded.File,
        ["type"] = "rubric",
        ["value"] = graded.Overall.Score is null ? PairWinner.Failed.Words() : RubricResult.Grades(graded.Aesthetic, graded.InstructionFollowing, graded.Overall),
        ["judges"] = new JsonArray([.. graded.Verdicts.Select(verdict => (JsonNode)JudgeWords.Beside(verdict.Rubric!.ToJson(), verdict))]),
    };

    private static void Describe(GradedPicture graded)
    {
        Console.WriteLine($"{graded.File}: {Grades(graded.Aesthetic, graded.InstructionFollowing, graded.Overall)}");
        foreach (StoredVerdict verdict in graded.Verdicts)
        {
            RubricResult said = verdict.Rubric!;
            Console.WriteLine($"  {JudgeWords.Source(verdict)}");
            Console.WriteLine($"    {Grades(said.Aesthetic, said.InstructionFollowing, said.Overall)}. {JudgeWords.Plain(said.Overall.Score is null ? Failure(said) : said.Reasoning)}");
            if (said.Overall.Score is not null && said.Problems.FirstOrDefault(problem => problem is not null) is { } doubt)
                Console.WriteLine($"    doubtful: {JudgeWords.Plain(doubt)}");
            if (said.Overall.IsUnsteady)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    the samples differ widely (spread {said.Overall.Spread:0.0}); the grades say little."));
        }
    }

    private static string Grades(PanelMedian aesthetic, PanelMedian following, PanelMedian overall) => overall.Score is { } whole
        ? string.Create(CultureInfo.InvariantCulture, $"{whole:0.0#} of 5 (following {following.Score:0.0#}, aesthetic {aesthetic.Score:0.0#})")
        : PairWinner.Failed.Words();

    private static string Failure(RubricResult said) => $"{said.Problems[^1]}{(said.RawReplies[^1] is { } reply ? $" Its last reply: {reply}" : "")}";
}
