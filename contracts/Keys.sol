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
        return (0x03060a0905 >> (circuit << 3)) & 0xff;
    }

    /// @notice What a circuit has for itself: a point for the constant one, one for each public signal, −δ.
    function circuitKey(uint256 circuit) internal pure returns (bytes memory) {
        // mint
        if (circuit == 0)
            return
                hex"2a783949137ff4c17d9cdbe4e71079774429927f91933ca3700f87a76fb32b0a"
                hex"172c6ba58ecc871e7b9a43bcde992bfad6b80ca74f0c5f0ebf2d0bc000ddb777"
                hex"102275a874ebdb96ae7e9ae22f9e47a16a3b12cbfac0a04d166fe54f70118b7a"
                hex"08e7265d751d07341a62418b0291334842cef5f839e6d5262a59071f10a99c8d"
                hex"1ae7af306a8f50662a6678b6adb9914b3cc798697eb9db5ee8c0c121943524c4"
                hex"1321408eae56dc614ce88c1841eb0b6d857d9e3c5dcb94c5c5abd9e7e8da5750"
                hex"19f2bfe6698df5935c729631144f7a1e01d40495d32289b6530ad9b1c266d7fd"
                hex"0065179533a3243818a7c5b943416766731280cdfa0ed8828d02d264f7798d29"
                hex"143cbafbef3cf9f72ac6bb0b81d8f94ec903644e9b9b0c3dbbcdbea552c508f6"
                hex"021ae32b9aa494b113a647499787a425aaff1c01f109b6393bea7089ba871e0d"
                hex"1175a8b5128e7716f3e2237ab93ef340beb255b50a86eb39238fa99bef63fd82"
                hex"23148dd2062b1a2b43635e64f48c4dc23dd6e2d5122dc654b39e0a4954f906fd"
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
                hex"03763af166acb8c8aa15b92f73819eacb26f682fb812596efbaf08e5bd8ba42d"
                hex"0b16e2b88a7023aa4bfc0dfb5a01fd5db226b0320c963d2013fe0210bd999d1b"
                hex"02e97472a7fbaa8adff1812e6bd26d3e01964ca7e9922b68bd3b153403f5b9f8"
                hex"1a7eee99c70c0c232c8f4d97dbd12e2132e077f0a980ec877210f63aabe19669"
                hex"2c609cfeda8e2c6fc7c1c6435379253b660a6f905a5e27c2e40a5b544a4988f0"
                hex"1ff368b667d993b6e75950d54fb8f93a7da77350f6a8ed4b34f6f10f31da6fc5"
                hex"09e4e9545fbf00eccc99f98a98a4963e61cbd3d9f3df86d9a9583e0624292c86"
                hex"286cdaffd0544e0cbdb9478d723e0218d1de071488a6c03de1ba39cb1e7eee1c"
                hex"2172c788cafc7f992a59e163465724ea205a59f79333f03bdb7eea0f1f51f8e3"
                hex"06928603ad4bbbdd9d395d68a5998dcaf23b2fb256a9f30b0c798145e58e5adc"
                hex"29a83f42cf378fde8105a7be1932425f1d408cf92106da78ce0f7fd3bb4c776b"
                hex"2f5eae9a4ed0f36625725f4b1870b0b8d0c805751c934b9af38d0e9cfa9a7328"
                hex"06739bf77968990a01636cebdc6f410a1ad34b9c585c579bd652b011757c7a22"
                hex"1fa39b7913dd896eb988bee860003d87abb8dd1373ebf1823d20481238d21edc"
                hex"1f2c20186f2b95e4622361b5c7916856f43f19937a542a12f36b7626c848c92e"
                hex"1d6c50d86d09fff5a2949034fdb4233ff4cec78a3e6a42d3988ca70465084815"
                hex"103cb368047515ae2a59e84a065b8ad58ca155a8dd4bbdb1f9b4de2f12a8568d"
                hex"0a44bed707956b9e40c9c77cecfa68c44ea55434c60ebd06897c4739eb767389"
                hex"08d7c0faa8d7ecb411aa59bc6a5c920b750ae21da36ca566ee633d1695c2c704"
                hex"1810ffa54bb84398c08676f585b4bf7e8abe96711cc3eb1b28080fc302378704"
                hex"1431103b18d2e89e6e2b4ea38626a07a4650a999e4884e52f3d1e8d690479347"
                hex"0a8fa1b7ce474dd812e9e7b72f5b5bfab6bd54a6b52cb5981466d8de2e84c25b"
                hex"10e2408675e4761fc9ab9af3ec59925b95b4f74d8bde94d138aebdf3d177f42c"
                hex"1ca2d475625d04a71e66bdf13009212fd30ea85f51f75062d13220dfdd7ad226"
                hex"0ddc8217924b3d4f13774cffefac3923fb28dcfc114710d263a64397a9365c28"
                hex"1c3357a7c4721d13253852b7f54da70f80b21d6c11a7db9492b5839d417ccb78";
        // refine
        if (circuit == 3)
            return
                hex"290dd5ec7c247172e384c63c9420b114bc24523e58f9cb9a0ccac5187e64170c"
                hex"00ae0caf81c265f73fa01cfd28f9f9f0abe7cd46135d9a813212711f4a4aef99"
                hex"0f09c5c5a0a6e2be0ef135f1462b3638a14cad9f520637e70c8cc1f6da83463f"
                hex"1f0ecd133ec4192f1502d56699adc5ad001daf26c21c65ff6a8aded2b9532cf7"
                hex"2b63050a6776d24fd28ff27f7495bed88ba7ab401308cb24af74a9332b727f38"
                hex"261374e71440110348791f059fabf956b4e9e2e96b6002829caa3c19f3d71a4f"
                hex"17b9f8f1858403d99e7d7d80bc58cb443fa64d589bca0a73158be1a07f918d42"
                hex"24b146a90ef5b34b8736307eaefd8c4517aad46bb44b61bbbfabd930996a46c2"
                hex"068e579ac79479fd0e53e586e82a92904711c1ce17ead087c263edf7a40c6641"
                hex"0e4c9e4d530e1ef5921100afb54df9a58b0ad7fe2edf5f981cb4f78d5de4ea53"
                hex"2639b741271ae9949c39ce377eb03e72753e3fc6cc8b01269051547ddd789abb"
                hex"02403d17ccc05befba35a8fd801dfa4d2b830ece0498ea34a3358a34a41c167e"
                hex"0191c027af4fafa1505fa3df01ae994559110d26ee9a4e09467ae56ff76410b6"
                hex"3014bf945b73f38ff77f51af89cb06127cdc8710529780fd17cff28aa2b67b3b"
                hex"2f1620eac50537f9783cf5c35d8416876ac5829df5c41c2ce1710bde23bd1b18"
                hex"1dc96accbefe4ccc58b945bba087126c882010399633bdbc9219d8ac17ed9bcc"
                hex"18d18e10d2cb73995dccfa377c731f16bb44e51ca3040c7c693d551f9c9a1dc6"
                hex"06ed18ec3a263c5541d3fc0f85f4bf0145a623eaeadb5d169feb846cb78213cf";
        // claim
        if (circuit == 4)
            return
                hex"0a0613798bc23704755f24b37f4d4ff6cf9328fe7f33fcd0a0c7df6b09359893"
                hex"2dba9ed7803c43a40b8b026025612090fb079a9119a483206bc1586e35167bdd"
                hex"2c4c58ed6a14f7ed9d8610aeb56b78ee1644328ae39026fa1fcf41ba27fb0c1b"
                hex"20b494c351d7771563cb8824ef4251e56cfd9eea6450887888b9af2782596a8c"
                hex"0e481eac3923a23e381f6e8dd606b9aaee9e5c3500f533c6adf34c6297ff830f"
                hex"16f66b828afb6352f9b15edddadea21b4babf0b761b3c078afadfe62c461e9d9"
                hex"2500d8a6c74da5455546fd851644499781215218cd16eabd6ea0cfa4d383b388"
                hex"18b26e7eb50c9083ef4bbaa8cab63fea3230a99d6b75438b181f2260ee2c756f"
                hex"300aa3ba9bc4ca4d082c1fe6166c490e9087e8c4cae6bb6997a6e163d8ee3862"
                hex"2e700d7763997d5861457acfd4ff1849984af2f7dab1d5b2df3bd4e706cdfdc1"
                hex"1dd32da8e04bb7625b88e9ce6a1860ce78b5c18c1648b41fa60bc6efb7ff0515"
                hex"0a5542fce0685e96d57882e4aaf8314b43b542624fe9abd2b9c0303b07c13c5c";
        return "";
    }
}
