using System.Security.Cryptography;
using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement.Activities;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Generation;

namespace RefineWorkflows.Refinement.Reproduction;

/// <summary>Makes a picture again from the recipe inside of it, and compares the two.</summary>
public sealed class PictureReproducer(BackEnds backEnds, RunArtifacts artifacts, ImageCodec codec)
{
    /// <param name="file">The picture; a reference that it was made from is looked for beside it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ReproductionException">It holds no recipe, or its reference is missing or another picture by now.</exception>
    /// <exception cref="BackEndMissingException">Its generator is not configured here.</exception>
    public async Task<ReproducedPicture> AgainAsync(string file, CancellationToken cancellationToken)
    {
        byte[] original = await File.ReadAllBytesAsync(file, cancellationToken);
        PictureRecipe recipe = PictureMetadata.Read(original)
            ?? throw new ReproductionException($"{file} holds no recipe. Only pictures that this tool made, and that no other program has saved since, can be made again.");
        IImageGenerator generator = backEnds.Generator(recipe.Generator);
        GeneratedImage image = await generator.GenerateAsync(recipe.Request(await ReferenceAsync(file, recipe.Reference, cancellationToken)), cancellationToken);
        byte[] again = PictureMetadata.Write(artifacts.ToPng(image.Bytes), recipe with
        {
            Seed = image.Seed,
            // Another clip shows here, also where the sheets of both are alike.
            Clip = image.Clip is { } clip ? RecipeClip.Of(recipe.Clip?.File ?? RunFolder.ClipName(recipe.Iteration, clip.Extension), clip) : null,
        });
        return new ReproducedPicture(recipe, again, again.AsSpan().SequenceEqual(original), Difference(codec.Decode(original), codec.Decode(again)));
    }

    private static async Task<ReadOnlyMemory<byte>?> ReferenceAsync(string file, RecipeReference? reference, CancellationToken cancellationToken)
    {
        if (reference is null)
            return null;
        string path = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, Path.GetFileName(reference.File));
        if (!File.Exists(path))
            throw new ReproductionException($"{file} was made from {reference.File}, which is not beside it. Put it there and try again.");
        byte[] bytes = await File.ReadAllBytesAsync(path, cancellationToken);
        return Convert.ToHexStringLower(SHA256.HashData(bytes)) == reference.Sha256
            ? bytes
            : throw new ReproductionException($"{path} is not the picture that {file} was made from: its SHA-256 is not {reference.Sha256}. Put that one beside it and try again.");
    }

    private static PictureDifference Difference(RgbImage before, RgbImage after)
    {
        if (before.Width != after.Width || before.Height != after.Height)
            return new PictureDifference($"{before.Width}x{before.Height}", $"{after.Width}x{after.Height}", 1, 255);
        (long different, int largest) = (0, 0);
        ReadOnlySpan<byte> old = before.Pixels;
        ReadOnlySpan<byte> now = after.Pixels;
        for (int pixel = 0; pixel < old.Length; pixel += 3)
        {
            int distance = 0;
            for (int channel = pixel; channel < pixel + 3; channel++)
                distance = Math.Max(distance, Math.Abs(old[channel] - now[channel]));
            different += distance > 0 ? 1 : 0;
            largest = Math.Max(largest, distance);
        }

        string size = $"{before.Width}x{before.Height}";
        return new PictureDifference(size, size, different / (double)(old.Length / 3), largest);
    }
}
