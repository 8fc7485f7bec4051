// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

// DEVELOPMENT KEYS, made from public beacons: whoever likes can forge proofs for them.
// Generated from circuits/keys by `npx hardhat circuits setup`; `npx hardhat circuits verify` compares.

/// @title The verifying keys of the circuits: mint 0, split 1, merge 2, refine 3, claim 4
/// @notice What of the keys a pairing needs negated is written negated. Words are in the precompiles' order.
library Keys {
    uint256 internal constant CIRCUITS = 5;
    uint256 internal constant MAX_SIGNALS = 10;

    // What all circuits share, because it comes from their powers of tau: α, −β, −γ.
    bytes internal constant ALPHA =
        hex"02795540f8ad770636504a7a383a1cb2084017460c6bc3c7d56c68e077a23ac0"
        hex"0563604d98722e56545f09015cb31b3cd895536fa576e5dccdddebb39f4c264f";
    bytes internal constant MINUS_BETA =
        hex"01b4f23a1ebadd5bf99a9e66f0f97368a648580fc53cd969940ad336d14fbad4"
        hex"271b06b0526b38ce2e8f7f8df8c12ecde8a8cfb64066b5025d1d68c748b10f63"
        hex"1e13a543231659a96dc99bec0712e97661231340a76444edd1a85a13f703d36d"
        hex"285aa93fc504943916455d5e8c7640f9ca4c094a2163bfb6df981a9dc4a8c86a";
    bytes internal constant MINUS_GAMMA =
        hex"198e9393920d483a7260bfb731fb5d25f1aa493335a9e71297e485b7aef312c2"
        hex"1800deef121f1e76426a00665e5c4479674322d4f75edadd46debd5cd992f6ed"
        hex"275dc4a288d1afb3cbb1ac09187524c7db36395df7be3b99e673b13a075a65ec"
        hex"1d9befcd05a5323e6da4d435f3b617cdb3af83285c2df711ef39c01571827f9d";

    /// @notice The number of public signals of a circuit, 0 if there is no such circuit.
    function signalCount(uint256 circuit) internal pure returns (uint256) {
        return (0x03070a0906 >> (circuit << 3)) & 0xff;
    }

    /// @notice What a circuit has for itself: a point for the constant one, one for each public signal, −δ.
    function circuitKey(uint256 circuit) internal pure returns (bytes memory) {
        // mint
        if (circuit == 0)
            return
                hex"2cf68f43c2e3a6c3d391c3b04258ecd1f60ab25c88a8a82cc5ab2918d31d8252"
                hex"0e8197dd0073e18659c728be1ef7bf16729fd384846c54ec2910285d3f512cd8"
                hex"2b6fc241a1d0b9c0d67f4d8ef210deba078ca555eb7a7a17c1df19d716781322"
                hex"022fa72caa01a5048d71d6e7fcfde49adb5eeddbc48d5a25ddbc553a8bed7e91"
                hex"1db554487ddbb9be52c3caa8eb4c1945c509030b60c5716bf9fa2924ab753b08"
                hex"0817eb3a9d5b5327bee158b6985b2d12faf11cd0e53ace56695ef20ce1d9e95a"
                hex"2a491edd2e9c6fdd2ddb907fb52e941a87ba74d25b4ea48bcf488e55a15995c0"
                hex"0238295d7be2daba036659c403f6b02d89ba61f9322ac803c472ff8ca25e441e"
                hex"19ac3f0b2f5fe90d0b798f6ffc751b74364197dd36b768b6827d96a7998c1637"
                hex"2ad42107ee973f6a6c967956ee1170310b327a6d3af255d4d9def846bce714e5"
                hex"2de706d342c0e224e02303d6998a86d413c7caee8aeffe2142b1090237c14a9a"
                hex"2fc97d61bb19f506a80e694e9de7f773059dda21d6a63925e3e45e348ca7d6f2"
                hex"1af28b72636a4b02d54f4273c7c2f740a4565907134a9ac0b2bd5cf14d0c8c27"
                hex"12257fc041b391696ebe51df926964fc8e27e8029d687edb3f9c9de03bb7e647"
                hex"0f2e172839f5abef34ed9bb72e422a8dab95a0267e69b4c2546f340ed61d0733"
                hex"22814c69f997096c2cf36c98820142f35589be11acd484e9b24198cfff5f2d73"
                hex"007bedf69a8e40ec2beb161530b9260602a8431b86225a1e434faee7dfde4394"
                hex"129d2fd537086ea53bef263246fd3c53e58100165368f1509e9fd53d2b2e74fe";
        // split
        if (circuit == 1)
            return
                hex"0e388a213193576dc33709bf7842ec76c15b61bc6e2dd4844cdf5fe2610e0639"
                hex"0e19930d127d6ce3b281956c2eaaae9e4cff6f35623858412eb0a238087d4035"
                hex"294f94a583070b3f22068024406ed1abd2b9acaf37335c08056a2482162816b6"
                hex"03ccd1e3cd8ea951f022c34ea74102c615d388045a99b28a00cec90bd13d2fc1"
                hex"005b229cf94a1ba3100914eb07e3a20b4f8e120bdef00f9b4b249ecb3e32afcf"
                hex"2a778caea47011c7eb35570156571512c6a7f201d56a267446ab282a39674215"
                hex"1b08ecb7b6c3bd9c253f62fc52178c71d03986d8948dcc9d76534534878c817c"
                hex"1b51b500757c924316df62a47d1d276a0675a0405cad315f9c9000b8667ebcb1"
                hex"16f619a461da701f16a00398e4b018755a5e07891c9d7ea3699adb05d4c56fdb"
                hex"01af1829feef83d83f80f616f7e803becc98b2165acc7366250b22c3e238453f"
                hex"2363a72258cfc769f6b75692d0f22f53b3bf823d5acddf3a3df13e24553928c0"
                hex"1dee98ba3ed7349c93302408339949ec0045bb220cad490bb033b70a93605353"
                hex"006222cd65680b65ae8da1cc4631d189489a5b493495a15f902fca5b3e7ed013"
                hex"17d357623fa62ec20f77c3451015f4640f3fe4c8f4ccc850e1192a659e08eb37"
                hex"08f9681ab862c702a988d41ef4cff24ed9dd7a313422a4aa00231aaa60c37095"
                hex"0812b0762c2d4b19a5763193c546548b773ec1401dc57c56f818082ac66fc6a2"
                hex"06cb4fda08e613a080438a43184de978ec3353ba6423ee4190e1ba7b663d8aaf"
                hex"0c52c4b3759a2f4d1163b0a3ad22273c35030d5ae0047fdd385bac912b2452fe"
                hex"014f07a55cd0390e7da97bdbfef9ad15b6127ebf8cc3d8e5b1c38786ca34bbe0"
                hex"11ea02618b6f40b54593eb0af5c012eef43d58324e5d8233b11f8781aad76d10"
                hex"1069a3cf9c6f39f8daa0c51a96d8c32a97a9911714bade5ad24fffc44e2ab465"
                hex"06928e2617209f93db0edc467c5eef3dff6338dfc4eeee4b2d5061a0ed94f492"
                hex"13394f50d1303c831a8b7892e4e663178033509cb9e21e758fd695a01d156d29"
                hex"2ce474e1b4c4a8459630f8bd20f0c2bdeec260a1b7904cc330dc12c4c578f7ac";
        // merge
        if (circuit == 2)
            return
                hex"2ddd909ea3f6ddd61e5c9adf5aba7a35f6776438c56cb3b3b4b5bb70317c0c44"
                hex"0ad82fd18bf0bdaa64cf942b1c1ed6b1d3c4eba68de7910b651e6e56aacf5031"
                hex"2aed7e52c5aa1988803b97220ae3c56698e0aa1dbb667a2bb0610d59b4989de2"
                hex"1b514181069c3bfaaee2b8c7b94a016681c72d6ea1957344e074ac77dbed6286"
                hex"207379f7c1e56112597087deca9ad6d5f8ae620f8abd7af0d9e38e331aa3d674"
                hex"195eb2212ba343df70e57669c60f725a38554a0718103b649d61a189ca00f7bd"
                hex"0910f5c8b45ccdf616769a16787e32611ab3c0773e373a227e7949f29daf6666"
                hex"2c75db869a3a12e72a9936394d82bc4dd373874d07f991a3eb8c48f768beaf8f"
                hex"2ca9ac6b9a2ba815a6c2d1f24779f37158bef889ef0a6539038a27ff24bb938a"
                hex"076bccd42f6686c3a9263f00898c84950aaf25644c3edc7e8e56d72e40523ebf"
                hex"2faad13e7362bcebc33b73f8dd07d2554089c592cd46eef41bfa971b05d5c292"
                hex"121e61479b4e3afcee03c10564ffe2d2966c7f47dae080115c9d9b02d5654c3b"
                hex"0c9fe097b7efdd8ec3c13738060711f2bf4e571bcbecd7186228d4302ac45475"
                hex"1bcc6700564a96d3c459bdb576c5aded9b65709fe259e15b7faf6375c2be1a14"
                hex"09c8394968b92e9f50d5e87e516399170956394e9c5a8888b9d1343e49feaa70"
                hex"0889d7af21325b8866cb2755b72d15d448a6a94262b798e4e86dd00a3002280c"
                hex"08b6443852fcd7b2a2414bc5af216a6042dbe987911912f8070c7d5cb89c95cd"
                hex"2189e41b25a0f0aa640a276bc135bd2c747535e3f4b17b1247177b3a19f6b7df"
                hex"27b18bbdef26c8cba61077e89a95807c589034d363ea5d598bb993bbdcb0ef9d"
                hex"26386eed8c0687a9c9753d5681ea0990729144d0c96488473f64b4d7300f7aed"
                hex"303587552d44b642eae9ce973d2ed83eee9e57ca5af05d85b1a90e0410812c37"
                hex"18bf3794fcb22a7deb8b9a74ec9b3b999f97dc2f5d6faee9343181f6365d5bfa"
                hex"10e2408675e4761fc9ab9af3ec59925b95b4f74d8bde94d138aebdf3d177f42c"
                hex"1ca2d475625d04a71e66bdf13009212fd30ea85f51f75062d13220dfdd7ad226"
                hex"0ddc8217924b3d4f13774cffefac3923fb28dcfc114710d263a64397a9365c28"
                hex"1c3357a7c4721d13253852b7f54da70f80b21d6c11a7db9492b5839d417ccb78";
        // refine
        if (circuit == 3)
            return
                hex"1b8323dd0045e73da5d5c670a27efa044e1f94ccced051c906e298b6f4949453"
                hex"0c081c00ae36112553f210e0b9c58ebdcfad6cc14ea17d222248c0a0a9a90705"
                hex"02da850d3b1357be692c7aabffcba36f5e34394137a19508d79f5a3bef7f624a"
                hex"1efaf380c73984b2ff21682a38af3a4b16ad8d6fa423170c372602abfff04567"
                hex"17b115da391e5d0914ceb887a203afdb42ee34bf675d3ab44ef541269ccf9391"
                hex"0ad4356d81f1e61f2705e4340b57568808bf44fa35626f8108b09e18b0088305"
                hex"0631a80d219f8cc4398afa946e4768c698bf76cd0e8b477e4a45237485b3d794"
                hex"2a4226b692831d0fb4b436489ffbf650a072cbbd6ef11ff315caa4f15d23522a"
                hex"2759e669bb099c1ce87f4ddbdebe9ece84a75b36d2e8425590d3b0533f5dd12f"
                hex"161eafa9fbb5ff0ebedf46aee92e2b3505458541b157519ad19e04c84eea25a4"
                hex"128dd0790ed575b0edf60197e8a59be9c492754a278e98093e0b7309717e877a"
                hex"0a518d6ed5ef510d8ed10753a3e825d8b6be8dc53847718ed6fc9aba453e3fff"
                hex"22bca5794727482495e5510e4bb4d16c6b92e11a3477f74dbbd828bd5a216956"
                hex"1f8f2e6b5bdd22b39236f40024641a6d200538f097f6157c9a4dd69ec4f5a956"
                hex"0f299dd2893848a1d4ff40cd2879ecccf99d94d59f9918104e2e6c32ea0035b7"
                hex"0acc829e58c232bea432f13f0a546174647b603236ac0fee1cedec4f0a869eb4"
                hex"2f1620eac50537f9783cf5c35d8416876ac5829df5c41c2ce1710bde23bd1b18"
                hex"1dc96accbefe4ccc58b945bba087126c882010399633bdbc9219d8ac17ed9bcc"
                hex"18d18e10d2cb73995dccfa377c731f16bb44e51ca3040c7c693d551f9c9a1dc6"
                hex"06ed18ec3a263c5541d3fc0f85f4bf0145a623eaeadb5d169feb846cb78213cf";
        // claim
        if (circuit == 4)
            return
                hex"210472bb58dc3920340d371015dd3f7480d42d7bea3a8c42cbc4d600e6de91a0"
                hex"106b4aa570869b4af7e3622bd469d2ff41c06b383800248718a3e9de81436a40"
                hex"207908a69a025dde8e2b70ccd9cd79040e6acf2040f2a0f6b82bb7d100e8eac4"
                hex"063640636bf0f5ba004a524611984e92ada2954878b41e40739505fd9f4ca13f"
                hex"05299fbd4ebeb89af459be9893d3e4324fb2bccc8d9acb183ca0f1e1a3c5dad0"
                hex"07f05e637e04b7dfe32e55761481b70238ae9bf5cb98ab4c4e5dad0ed9d50b2b"
                hex"113652fb37a2c78e456b4fbd3f5d47c0abcb8127f48d3f0a8c5e0d4e10b0b95b"
                hex"1d9c43382a02426305d8489d6b72e07547846a2f3f069c5e88c59da76f587a89"
                hex"300aa3ba9bc4ca4d082c1fe6166c490e9087e8c4cae6bb6997a6e163d8ee3862"
                hex"2e700d7763997d5861457acfd4ff1849984af2f7dab1d5b2df3bd4e706cdfdc1"
                hex"1dd32da8e04bb7625b88e9ce6a1860ce78b5c18c1648b41fa60bc6efb7ff0515"
                hex"0a5542fce0685e96d57882e4aaf8314b43b542624fe9abd2b9c0303b07c13c5c";
        return "";
    }
}
