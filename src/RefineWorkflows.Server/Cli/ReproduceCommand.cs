using System.CommandLine;
using System.Globalization;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Reproduction;

namespace RefineWorkflows.Server.Cli;

/// <summary><c>refine reproduce</c>: makes a picture again from what stands inside of it.</summary>
internal static class ReproduceCommand
{
    public static Command Create()
    {
        var image = new Argument<string>("image") { Description = "A picture that this tool made." };
        var output = new Option<string?>("--out") { Description = "Where to write it. Default: beside the picture, as NAME.again.png.", HelpName = "file" };
        Option<bool> json = CommonOptions.Json();
        var command = new Command("reproduce", "Make a picture again, and say what differs.") { image, output, json };
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, async workbench =>
        {
            string file = parsed.GetValue(image)!;
            if (!File.Exists(file))
                throw new CommandFailure(ExitCode.NotFound, $"There is no file {file}.");
            string target = Path.GetFullPath(parsed.GetValue(output) ?? Path.ChangeExtension(file, ".again.png"));
            if (target == Path.GetFullPath(file))
                throw new CommandFailure(ExitCode.Usage, "--out is the picture itself; choose another file.");
            ReproducedPicture again = await new PictureReproducer(workbench.BackEnds, workbench.Artifacts, new ImageCodec(workbench.Settings.Images)).AgainAsync(file, cancellationToken);
            await RunFolder.Open(Path.GetDirectoryName(target)!).WriteAtomicAsync(Path.GetFileName(target), again.Png, cancellationToken);
            if (parsed.GetValue(json))
                JsonOutput.Print(new { file = target, identical = again.IsIdentical, difference = again.Difference, recipe = again.Recipe });
            else
                Console.WriteLine($"{target}: {Judgement(again)}");
            return again.IsIdentical ? ExitCode.Ok : ExitCode.Failed;
        }, cancellationToken));
        return command;
    }

    private static string Judgement(ReproducedPicture again)
    {
        if (again.IsIdentical)
            return "the same, byte for byte.";
        PictureDifference difference = again.Difference;
        if (!again.Recipe.HonoursSeed)
            return $"the same request to {again.Recipe.Generator}, which takes no seed: it paints another picture each time.";
        if (difference.SizeBefore != difference.SizeAfter)
            return $"the same request to {again.Recipe.Generator}, but {difference.SizeAfter} instead of {difference.SizeBefore} pixels.";
        return difference.Share == 0
            ? "the same pixels; only the texts inside the file differ."
            : string.Create(CultureInfo.InvariantCulture, $"the same request to {again.Recipe.Generator}, but {difference.Share:P1} of the pixels differ, by up to {difference.Largest} of 255.");
    }
}
